import { join } from 'node:path'

import type { BrowserWindow } from 'electron'

import type { Core } from '../core/core.ts'
import type { CorePorts } from '../core/create-core.ts'
import type { DamagedFiles } from '../core/data-dir/damaged-files.ts'
import type { JsonFile } from '../core/data-dir/open-json-file.ts'
import { createSettingsStore } from '../core/settings/create-settings-store.ts'
import { answerBridge } from './bridge.ts'
import type { ElectronParts } from './electron-parts.ts'
import { lockDown } from './lock-down.ts'
import { menuTemplate } from './menu.ts'
import { registerPageScheme, servePage } from './page-protocol.ts'
import { answerPorts } from './port.ts'
import { guardQuitting } from './quitting.ts'
import { createSafeStorageKeyStore } from './safe-storage-key-store.ts'
import { openWindow } from './window.ts'
import { wordsFor } from './words.ts'

export interface DesktopParts {
  readonly electron: ElectronParts
  readonly platform: NodeJS.Platform
  readonly createCore: (ports: CorePorts) => Promise<Core>
  /** A JSON file of this name in the app's own folder. */
  readonly openStore: (name: string) => JsonFile
  readonly damaged: DamagedFiles
  readonly report: (bug: unknown) => void
  readonly log: (line: string) => void
}

/** Runs the desktop shell. A second start shows the first one's window and ends. */
export async function startDesktop(parts: DesktopParts): Promise<void> {
  const { electron, platform } = parts
  const { app } = electron
  if (!app.requestSingleInstanceLock()) {
    app.quit()
    return
  }
  app.enableSandbox()
  registerPageScheme(electron.protocol)
  await app.whenReady()

  const words = wordsFor(app.getLocale())
  lockDown(electron, words)
  electron.Menu.setApplicationMenu(electron.Menu.buildFromTemplate(menuTemplate(words, platform)))
  const core = await openCore(parts)
  servePage(electron.protocol, core, join(app.getAppPath(), '.vite', 'page'))
  answerPorts(electron.ipcMain, { core, report: parts.report })
  answerBridge(electron, core)
  const quitting = guardQuitting({ electron, core, words, report: parts.report })
  keepOneWindow(parts, () => quitting.isAgreed())
}

async function openCore(parts: DesktopParts): Promise<Core> {
  const { electron, platform, createCore, openStore, damaged, log } = parts
  const { app, safeStorage } = electron
  return await createCore({
    dataDir: join(app.getPath('userData'), 'data'),
    downloadsDir: app.getPath('downloads'),
    assetsDir: join(app.getAppPath(), 'assets'),
    version: app.getVersion(),
    shell: 'desktop',
    keyStore: await createSafeStorageKeyStore(safeStorage, openStore('secrets'), platform),
    settings: createSettingsStore(openStore('settings')),
    damaged,
    log,
  })
}

function keepOneWindow({ electron, platform, openStore }: DesktopParts, isQuitting: () => boolean): void {
  const { app } = electron
  const preloadPath = join(app.getAppPath(), '.vite', 'build', 'preload.cjs')
  const bounds = openStore('window')
  let window: BrowserWindow | null = null

  const show = () => {
    window ??= open()
    if (window.isMinimized()) window.restore()
    window.focus()
  }
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
    })
    return opened
  }

  app.on('second-instance', show)
  app.on('activate', show)
  app.on('window-all-closed', () => {
    if (platform !== 'darwin') app.quit()
  })
  window = open()
}
