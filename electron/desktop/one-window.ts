import { join } from 'node:path'

import type { BrowserWindow } from 'electron'

import type { JsonFile } from '../core/data-dir/open-json-file.ts'
import type { ElectronParts } from './electron-parts.ts'
import { openWindow } from './window.ts'

export interface OneWindowParts {
  readonly electron: ElectronParts
  readonly platform: NodeJS.Platform
  readonly bounds: JsonFile
  readonly isQuitting: () => boolean
  readonly onClosed: () => void
}

/** The app's only window, which on a Mac may be closed while the app runs. */
export interface OneWindow {
  /** Brings it to the front, and opens it where there is none. */
  show(): void
  current(): BrowserWindow | null
  /** To the page in it; lost where there is none. */
  send(channel: string, value?: unknown): void
}

export function keepOneWindow(parts: OneWindowParts): OneWindow {
  const { electron, platform, bounds, isQuitting, onClosed } = parts
  const { app } = electron
  const preloadPath = join(app.getAppPath(), '.vite', 'build', 'preload.cjs')
  let window: BrowserWindow | null = null

  const open = () => {
    const opened = openWindow({ electron, preloadPath, bounds })
    opened.on('close', (event) => {
      // Elsewhere than on a Mac the last window is the app: quitting may first ask about transfers.
      if (platform === 'darwin' || isQuitting()) return
      event.preventDefault()
      app.quit()
    })
    opened.on('closed', () => {
      window = null
      onClosed()
    })
    return opened
  }
  const show = () => {
    window ??= open()
    if (window.isMinimized()) window.restore()
    window.focus()
  }

  app.on('activate', show)
  app.on('window-all-closed', () => {
    if (platform !== 'darwin') app.quit()
  })
  window = open()
  return { show, current: () => window, send: (channel, value) => window?.webContents.send(channel, value) }
}
