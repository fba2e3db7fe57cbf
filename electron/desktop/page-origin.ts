import type { IpcMainEvent, IpcMainInvokeEvent } from 'electron'

export const pageScheme = 'app'
export const pageOrigin = 'app://arclight'
export const pageUrl = `${pageOrigin}/desktop.html`

/** Whether a message comes from our page itself: not from a frame in it, nor from a place it was led to. */
export function isFromOurPage({ senderFrame, sender }: IpcMainEvent | IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && senderFrame.origin === pageOrigin
}
