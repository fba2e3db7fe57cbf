import { open } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

import { AppError } from '../../../shared/errors.ts'
import { errorCode, onDisk } from '../data-dir/on-disk.ts'
import { syncDirectory } from '../data-dir/sync-directory.ts'
import { type Manifest, manifestName, manifestVersion, readKeptFiles } from './backup-contents.ts'
import { type ArchivedFile, packTar } from './tar.ts'

export interface BackupOrder {
  readonly dataDir: string
  /** Of the archive, a `.tar.gz`. */
  readonly path: string
  /** The vault as it is, or what `sealSecrets` made; without either the backup holds no secret. */
  readonly secrets: 'none' | 'vault' | ArchivedFile
  readonly app: string
  now(): number
}

/**
 * Puts what the app keeps into one new file, on the disk when this resolves, and answers with the names in it. Throws
 * FILE_EXISTS, DISK_FULL or FILE_UNWRITABLE.
 */
export async function writeBackup(order: BackupOrder, signal: AbortSignal): Promise<string[]> {
  const { dataDir, path, secrets, app, now } = order
  const kept = await readKeptFiles(dataDir, secrets === 'vault', signal)
  const files = typeof secrets === 'string' ? kept : [...kept, secrets]
  const about: Manifest = {
    format: 'arclight-backup',
    version: manifestVersion,
    madeAt: new Date(now()).toISOString(),
    app,
  }
  const first = { name: manifestName, bytes: Buffer.from(`${JSON.stringify(about)}\n`) }
  const packed = await promisify(gzip)(packTar([first, ...files]))
  signal.throwIfAborted()
  await onDisk({ dir: dirname(path), name: basename(path), neededBytes: packed.length }, async () => {
    const file = await open(path, 'wx', 0o600).catch((error: unknown) => {
      throw errorCode(error) === 'EEXIST' ? new AppError('FILE_EXISTS', { name: basename(path) }) : error
    })
    try {
      await file.writeFile(packed)
      await file.sync()
    } finally {
      await file.close()
    }
    await syncDirectory(dirname(path))
  })
  return files.map(({ name }) => name)
}

/** `arclight-backup-2026-11-24T15-30-00-000Z.tar.gz` */
export function backupName(nowMs: number): string {
  return `arclight-backup-${new Date(nowMs).toISOString().replace(/[:.]/g, '-')}.tar.gz`
}
