import type * as Electron from 'electron'

import { StandInContents } from './stand-in-contents.ts'
import { StandInEmitter } from './stand-in-events.ts'

type Used =
  | 'loadURL'
  | 'show'
  | 'focus'
  | 'restore'
  | 'maximize'
  | 'isMinimized'
  | 'isMaximized'
  | 'getNormalBounds'
  | 'setProgressBar'

/** A window that remembers what was done to it. */
export class StandInWindow implements Pick<Electron.BrowserWindow, Used> {
  readonly webContents = new StandInContents()
  readonly events = new StandInEmitter()
  readonly on = this.events.on
  readonly once = this.events.once
  readonly loaded: string[] = []
  readonly done: string[] = []
  readonly progress: number[] = []
  readonly options: Electron.BrowserWindowConstructorOptions

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    this.options = options
  }

  async loadURL(url: string): Promise<void> {
    this.loaded.push(url)
  }
  show(): void {
    this.done.push('show')
  }
  focus(): void {
    this.done.push('focus')
  }
  restore(): void {
    this.done.push('restore')
  }
  maximize(): void {
    this.done.push('maximize')
  }
  setProgressBar(progress: number): void {
    this.progress.push(progress)
  }
  isMinimized(): boolean {
    return true
  }
  isMaximized(): boolean {
    return false
  }
  getNormalBounds(): Electron.Rectangle {
    return { x: 10, y: 20, width: 1000, height: 700 }
  }
}
