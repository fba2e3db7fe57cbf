import { eventIterator, oc } from '@orpc/contract'
import * as z from 'zod'

import { appErrors } from '../errors.ts'
import { appInfo, settings } from '../model/app-info.ts'
import { backupReport, backupSecrets } from '../model/backup.ts'
import { damagedFile } from '../model/damaged-file.ts'
import { fileHandle, fileWanted } from '../model/file-handle.ts'

const call = oc.errors(appErrors)

/** About the app itself. */
export const app = {
  info: call.output(appInfo),
  settings: call.output(settings),
  /** Files of the app's own that were damaged: those of this run, then all of them each time there is one more. */
  damagedFiles: call.output(eventIterator(z.array(damagedFile))),
  /** Puts what the app keeps into one new file in the folder of downloads. Passwords stay out, or are sealed. */
  backUp: call
    .input(z.object({ secrets: backupSecrets }))
    .output(z.object({ path: z.string(), names: z.array(z.string()) })),
  /** What is in a backup that the operator chose, by its handle. */
  readBackup: call.input(z.object({ file: z.string() })).output(backupReport),
  /** Lays it ready for the next start, and answers with the names of its files. */
  restore: call
    .input(z.object({ file: z.string(), passphrase: z.string().min(1).max(1000).nullable() }))
    .output(z.array(z.string())),
  changeSettings: call.input(settings.partial()).output(settings),
}

/** Files that a browser page holds and the host wants to read. */
export const files = {
  announce: call
    .input(z.object({ name: z.string().min(1).max(255), sizeBytes: z.int().nonnegative() }))
    .output(fileHandle),
  forget: call.input(z.object({ handle: z.string() })).output(z.void()),
  wanted: call.output(eventIterator(fileWanted)),
}
