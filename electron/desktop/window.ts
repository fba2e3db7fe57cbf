import type { BrowserWindow, BrowserWindowConstructorOptions, Rectangle } from 'electron'
import * as z from 'zod'

import type { JsonFile } from '../core/data-dir/open-json-file.ts'
import type { ElectronParts } from './electron-parts.ts'
import { pageUrl } from './page-origin.ts'

export interface WindowParts {
  readonly electron: ElectronParts
  readonly preloadPath: string
  readonly bounds: JsonFile
}

/** Opens the window where it was last, and loads the page. The page is not trusted: it gets no Node and no IPC. */
export function openWindow({ electron, preloadPath, bounds }: WindowParts): BrowserWindow {
  const kept = readBounds(electron, bounds)
  const window = new electron.BrowserWindow({
    ...(kept ?? { width: 1280, height: 800 }),
    minWidth: 900,
    minHeight: 560,
    show: false,
    title: 'Arclight',
    backgroundColor: '#16181c',
    webPreferences: { preload: preloadPath, ...untrusted },
  })
  if (kept?.isMaximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () => {
    bounds.store = { ...window.getNormalBounds(), isMaximized: window.isMaximized() }
  })
  void window.loadURL(pageUrl)
  return window
}

const untrusted: BrowserWindowConstructorOptions['webPreferences'] = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
}

const keptBounds = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(200),
  height: z.int().min(200),
  isMaximized: z.boolean(),
})

/** Null when there are none, or when the display they were on is gone. */
function readBounds({ screen }: ElectronParts, { store }: JsonFile): z.infer<typeof keptBounds> | null {
  const kept = keptBounds.safeParse(store)
  if (!kept.success) return null
  return screen.getAllDisplays().some(({ workArea }) => overlap(workArea, kept.data)) ? kept.data : null
}

function overlap(a: Rectangle, b: Rectangle): boolean {
  const isBeside = a.x + a.width <= b.x || b.x + b.width <= a.x
  const isAbove = a.y + a.height <= b.y || b.y + b.height <= a.y
  return !isBeside && !isAbove
}
