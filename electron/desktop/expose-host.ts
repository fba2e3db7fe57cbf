import type * as Electron from 'electron'

import { connectMessage, type DesktopBridge } from '../../shared/model/desktop-bridge.ts'
import { channels } from './channels.ts'

type PreloadParts = Pick<typeof Electron, 'contextBridge' | 'ipcRenderer' | 'webUtils'>
type PageFile = Parameters<Electron.WebUtils['getPathForFile']>[0]
type PagePort = NonNullable<Parameters<Electron.IpcRenderer['postMessage']>[2]>[number]

/** The window that the preload script shares with the page, as far as it listens to it. */
export interface PageWindow {
  addEventListener(
    type: 'message',
    listener: (event: { source: unknown; data: unknown; ports: readonly PagePort[] }) => void,
  ): void
}

/**
 * Gives the page all that it gets. Where a file lies is told to the main process only, and only for a File that a
 * person dropped or picked: one that the page made has no path.
 */
export function exposeHost({ contextBridge, ipcRenderer, webUtils }: PreloadParts, page: PageWindow): void {
  const bridge: DesktopBridge<PageFile> = {
    registerFile: (file) =>
      ipcRenderer.invoke(channels.registerFile, webUtils.getPathForFile(file), file.name),
    chooseFiles: () => ipcRenderer.invoke(channels.chooseFiles),
    chooseSaveTarget: (suggestedName) => ipcRenderer.invoke(channels.chooseSaveTarget, suggestedName),
    revealFile: (transferId) => ipcRenderer.invoke(channels.revealFile, transferId),
    showCommands: (menu) => ipcRenderer.send(channels.showCommands, menu),
    onCommand: (listener) => listen(channels.runCommand, listener),
    takeOpened: () => ipcRenderer.invoke(channels.takeOpened),
    onOpened: (listener) => listen(channels.opened, () => listener()),
  }
  contextBridge.exposeInMainWorld('arclight', bridge)

  /** What Electron says about the event stays here: the page gets what was sent. */
  function listen(channel: string, listener: (value: string) => void): () => void {
    const heard = (_event: unknown, value: string) => listener(value)
    ipcRenderer.on(channel, heard)
    return () => void ipcRenderer.off(channel, heard)
  }

  // The page hands us one end of a channel, and we hand it on: a port cannot cross the bridge by itself.
  page.addEventListener('message', ({ source, data, ports: [port] }) => {
    if (source === page && data === connectMessage && port) {
      ipcRenderer.postMessage(channels.connect, null, [port])
    }
  })
}
