import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'

import { AppError, type AppErrorData } from '../../../shared/errors.ts'
import { parseAs } from '../data-dir/parse-as.ts'
import type { HeldFile } from '../files/file-registry.ts'
import { isKeptName, type Manifest, manifest, manifestName, manifestVersion } from './backup-contents.ts'
import { type ArchivedFile, unpackTar } from './tar.ts'

const largestPackedBytes = 256 * 1024 * 1024
/** What it may unpack to: all of it is held in memory. */
const largestBytes = 512 * 1024 * 1024

export interface Backup {
  /** Of the archive. */
  readonly name: string
  readonly about: Manifest
  readonly files: readonly ArchivedFile[]
}

/** A backup on this disk. Throws FILE_UNREADABLE or BACKUP_UNREADABLE. */
export async function readBackup(path: string, signal: AbortSignal): Promise<Backup> {
  return await unpackBackup(basename(path), await readPacked(path, signal), signal)
}

/** One that the operator chose, by its handle. Throws the same, and FILE_LOST. */
export async function readHeldBackup(file: HeldFile, signal: AbortSignal): Promise<Backup> {
  if (file.heldBy === 'host') return await readBackup(file.path, signal)
  if (file.sizeBytes > largestPackedBytes) throw unreadable(file.name, 'too-large')
  return await unpackBackup(file.name, await buffer(await file.open(signal)), signal)
}

/** All of its files are checked before any is used. */
async function unpackBackup(name: string, packed: Buffer, signal: AbortSignal): Promise<Backup> {
  const archive = await promisify(gunzip)(packed, { maxOutputLength: largestBytes }).catch(
    (error: unknown) => {
      const isBomb = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
      throw unreadable(name, isBomb ? 'too-large' : 'damaged', error)
    },
  )
  signal.throwIfAborted()
  const [first, ...files] = unpackTar(archive) ?? []
  if (first?.name !== manifestName) throw unreadable(name, 'damaged')
  const about = parseAs(manifest, first.bytes.toString('utf8'))
  if (!about) throw unreadable(name, 'damaged')
  if (about.version > manifestVersion) throw unreadable(name, 'later-version')
  const names = new Set(files.map((file) => file.name))
  if (names.size < files.length || ![...names].every(isKeptName)) throw unreadable(name, 'odd-names')
  return { name, about, files }
}

async function readPacked(path: string, signal: AbortSignal): Promise<Buffer> {
  try {
    const { size } = await stat(path)
    if (size > largestPackedBytes) throw unreadable(basename(path), 'too-large')
    return await readFile(path, { signal })
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof AppError) throw error
    const detail = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new AppError('FILE_UNREADABLE', { name: basename(path), detail }, { cause: error })
  }
}

function unreadable(
  name: string,
  reason: AppErrorData<'BACKUP_UNREADABLE'>['reason'],
  cause?: unknown,
): AppError<'BACKUP_UNREADABLE'> {
  return new AppError('BACKUP_UNREADABLE', { name, reason }, { cause })
}
