import type * as Electron from 'electron'

import { StandInEmitter } from './stand-in-events.ts'

type OpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0]

/** What runs in a window: the page's main frame, and what the shell does about its wish to leave. */
export class StandInContents {
  readonly events = new StandInEmitter()
  readonly on = this.events.on
  readonly mainFrame = { origin: 'app://arclight' }
  readonly sent: unknown[][] = []
  openHandler: OpenHandler = () => ({ action: 'allow' })

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler
  }

  send(...message: unknown[]): void {
    this.sent.push(message)
  }

  getURL(): string {
    return `${this.mainFrame.origin}/desktop.html`
  }

  /** What an IPC event says about who sent it. */
  sender(senderFrame: unknown = this.mainFrame): { sender: StandInContents; senderFrame: unknown } {
    return { sender: this, senderFrame }
  }
}
