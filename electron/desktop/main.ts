import * as electron from 'electron'
import Store from 'electron-store'

import { createCore } from '../core/create-core.ts'
import { startDesktop } from './start-desktop.ts'
import { wordsFor } from './words.ts'

process.on('unhandledRejection', report)

startDesktop({ electron, platform: process.platform, createCore, openStore, report, log }).catch(
  (error: unknown) => {
    report(error)
    electron.dialog.showErrorBox('Arclight', sentenceOf(error))
    electron.app.exit(1)
  },
)

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const isInUse = 'code' in error && error.code === 'DATA_DIR_IN_USE'
  return isInUse ? wordsFor(electron.app.getLocale()).dataDirInUse : error.message
}

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
