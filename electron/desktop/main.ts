import * as electron from 'electron'
import Store from 'electron-store'

import { createCore } from '../core/create-core.ts'
import { startDesktop } from './start-desktop.ts'

process.on('unhandledRejection', report)

startDesktop({ electron, platform: process.platform, createCore, openStore, report, log }).catch(
  (error: unknown) => {
    report(error)
    electron.dialog.showErrorBox('Arclight', error instanceof Error ? error.message : String(error))
    electron.app.exit(1)
  },
)

function openStore(name: string): Store {
  return new Store({ name, configFileMode: 0o600, clearInvalidConfig: true })
}

// Only where it happened and what it is called: an error's own fields may hold what was sent.
function report(bug: unknown): void {
  log(bug instanceof Error ? (bug.stack ?? bug.message) : String(bug))
}

function log(line: string): void {
  process.stderr.write(`arclight: ${line}\n`)
}
