import { join } from 'node:path'

import type { Core } from '../core/core.ts'
import type { CorePorts } from '../core/create-core.ts'
import type { DamagedFiles } from '../core/data-dir/damaged-files.ts'
import type { JsonFile } from '../core/data-dir/open-json-file.ts'
import { createSettingsStore } from '../core/settings/create-settings-store.ts'
import { answerBridge } from './bridge.ts'
import { channels } from './channels.ts'
import type { ElectronParts } from './electron-parts.ts'
import { lockDown } from './lock-down.ts'
import { showMenu } from './menu/show-menu.ts'
import { keepOneWindow } from './one-window.ts'
import { registerPageScheme, servePage } from './page-protocol.ts'
import { collectPaths, type StartArgs } from './paths-to-open.ts'
import { answerPorts } from './port.ts'
import { guardQuitting } from './quitting.ts'
import { followRunning } from './running-transfers.ts'
import { createSafeStorageKeyStore } from './safe-storage-key-store.ts'
import { createProgressDisplay } from './show-progress.ts'
import { wordsFor } from './words.ts'

export interface DesktopParts {
  readonly electron: ElectronParts
  readonly platform: NodeJS.Platform
  /** What this start was asked to open, and from where. */
  readonly args: StartArgs
  readonly createCore: (ports: CorePorts) => Promise<Core>
  /** A JSON file of this name in the app's own folder. */
  readonly openStore: (name: string) => JsonFile
  readonly damaged: DamagedFiles
  readonly report: (bug: unknown) => void
  readonly log: (line: string) => void
}

/** Runs the desktop shell. A second start gives what it was to open to the first one, which shows its window, and ends. */
export async function startDesktop(parts: DesktopParts): Promise<void> {
  const { electron, platform, args, report } = parts
  const { app } = electron
  if (!app.requestSingleInstanceLock(args)) {
    app.quit()
    return
  }
  const toOpen = collectPaths(app, args)
  app.enableSandbox()
  registerPageScheme(electron.protocol)
  await app.whenReady()

  const core = await openCore(parts)
  const words = (language?: string) => wordsFor(language ?? core.settings.get().language ?? app.getLocale())
  lockDown(electron, words)
  servePage(electron.protocol, core, join(app.getAppPath(), '.vite', 'page'))
  answerPorts(electron.ipcMain, { core, report })
  answerBridge(electron, core, toOpen)
  let runningCount = 0
  const quitting = guardQuitting({ electron, core, words, report, countRunning: () => runningCount })
  const menu = showMenu({
    electron,
    platform,
    words,
    openFiles: () => void choosePaths(electron).then(toOpen.add, report),
    run: (commandId) => window.send(channels.runCommand, commandId),
  })
  const window = keepOneWindow({
    electron,
    platform,
    bounds: parts.openStore('window'),
    isQuitting: () => quitting.isAgreed(),
    onClosed: () => menu.forgetPage(),
  })
  const progress = createProgressDisplay(electron, window)
  const ending = new AbortController()
  app.on('will-quit', () => ending.abort())
  followRunning(
    core,
    (running) => {
      runningCount = running.size
      progress.show(running)
    },
    ending.signal,
  ).catch(report)
  toOpen.onMore(() => {
    window.show()
    window.send(channels.opened)
  })
}

async function choosePaths({ dialog }: ElectronParts): Promise<string[]> {
  return (await dialog.showOpenDialog({ properties: ['openFile', 'multiSelections'] })).filePaths
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
