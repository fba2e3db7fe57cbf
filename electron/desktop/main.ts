import { join } from 'node:path'

import * as electron from 'electron'
import Store from 'electron-store'

import { createCore } from '../core/create-core.ts'
import { createDamagedFiles } from '../core/data-dir/damaged-files.ts'
import { type JsonFile, openJsonFile } from '../core/data-dir/open-json-file.ts'
import { readArgs } from './read-args.ts'
import { startDesktop } from './start-desktop.ts'
import { wordsFor } from './words.ts'

const damaged = createDamagedFiles({ now: Date.now, log })

process.on('unhandledRejection', report)

const { app } = electron
// Before the app's own folder there is only Electron itself where it was not packaged.
const start = readArgs(process.argv.slice(app.isPackaged ? 1 : 2), {
  cwd: process.cwd(),
  version: app.getVersion(),
})
if ('print' in start) {
  process.stdout.write(start.print, () => app.exit(0))
} else {
  startDesktop({
    electron,
    platform: process.platform,
    args: start,
    createCore,
    openStore,
    damaged,
    report,
    log,
  }).catch((error: unknown) => {
    report(error)
    electron.dialog.showErrorBox('Arclight', sentenceOf(error))
    app.exit(1)
  })
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const isInUse = 'code' in error && error.code === 'DATA_DIR_IN_USE'
  return isInUse ? wordsFor(app.getLocale()).dataDirInUse : error.message
}

function openStore(name: string): JsonFile {
  const path = join(app.getPath('userData'), `${name}.json`)
  return openJsonFile(path, damaged, (place) => {
    return new Store({ cwd: place.dir, name: place.name, configFileMode: place.mode })
  })
}

// Only where it happened and what it is called: an error's own fields may hold what was sent.
function report(bug: unknown): void {
  log(bug instanceof Error ? (bug.stack ?? bug.message) : String(bug))
}

function log(line: string): void {
  process.stderr.write(`arclight: ${line}\n`)
}
