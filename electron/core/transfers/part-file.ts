import { type FileHandle, link, mkdir, open, rename, rm, stat, statfs } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

import { AppError } from '../../../shared/errors.ts'
import { numbered } from './safe-file-name.ts'

/** Where a download is to end up: exactly there (a dialog has asked), or in a folder under a name that is free. */
export type DownloadPlace = { kind: 'exact'; path: string } | { kind: 'free'; dir: string; name: string }

/** A file that does not have its final name yet. */
export interface PartFile {
  /** Throws DISK_FULL or FILE_UNWRITABLE. */
  write(bytes: Buffer, position: number): Promise<void>
  /** Puts everything on the disk, gives the file its final name, and answers the path. */
  commit(): Promise<string>
  /** Removes the file, unless it was committed. */
  discard(): Promise<void>
}

/** Bytes that may wait in the system's cache before the disk is asked to take them. */
const flushEveryBytes = 64 * 1024 * 1024

/** Checks that `neededBytes` fit, and makes the file. Throws DISK_FULL or FILE_UNWRITABLE. */
export async function createPartFile(place: DownloadPlace, neededBytes: number | null): Promise<PartFile> {
  const target: Target =
    place.kind === 'exact'
      ? { dir: dirname(place.path), name: basename(place.path), neededBytes }
      : { dir: place.dir, name: place.name, neededBytes }
  const { path, handle } = await attempt(target, async () => {
    if (place.kind === 'free') await mkdir(place.dir, { recursive: true })
    await requireSpace(target)
    return await createFree(target)
  })
  const flush = flushEarly(handle)
  let isCommitted = false

  return {
    write: (bytes, position) =>
      attempt(target, async () => {
        await writeAll(handle, bytes, position)
        flush.written(bytes.length)
      }),
    commit: () =>
      attempt(target, async () => {
        await flush.done()
        await handle.sync()
        await handle.close()
        const finalPath = await (place.kind === 'exact' ? replace(path, place.path) : moveFree(path, target))
        isCommitted = true
        await syncDirectory(target.dir)
        return finalPath
      }),
    async discard() {
      if (isCommitted) return
      await flush.done()
      await handle.close()
      await rm(path, { force: true })
    },
  }
}

interface Target {
  readonly dir: string
  readonly name: string
  readonly neededBytes: number | null
}

/** Asks the disk for what is written so far, now and then and without waiting: the last flush is then short. */
function flushEarly(handle: FileHandle): { written(bytes: number): void; done(): Promise<void> } {
  let flushing: Promise<void> | null = null
  let sinceFlushBytes = 0
  return {
    written(bytes) {
      sinceFlushBytes += bytes
      if (flushing || sinceFlushBytes < flushEveryBytes) return
      sinceFlushBytes = 0
      // What is wrong with the disk shows again at the flush that counts.
      flushing = handle.datasync().then(clear, clear)
    },
    done: async () => {
      await flushing
    },
  }

  function clear() {
    flushing = null
  }
}

async function requireSpace({ dir, name, neededBytes }: Target): Promise<void> {
  const { bavail, bsize } = await statfs(dir)
  const freeBytes = bavail * bsize
  if (neededBytes === null || neededBytes <= freeBytes) return
  throw new AppError('DISK_FULL', { name, neededBytes, freeBytes })
}

/** Opens the first `….part` that nobody has; `wx` makes looking and taking one step. */
async function createFree({ dir, name }: Target): Promise<{ path: string; handle: FileHandle }> {
  for (let count = 1; ; count++) {
    const path = join(dir, `${numbered(name, count)}.part`)
    try {
      return { path, handle: await open(path, 'wx') }
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
    }
  }
}

async function writeAll(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let written = 0; written < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, written, bytes.length - written, position + written)
    written += bytesWritten
  }
}

async function replace(partPath: string, path: string): Promise<string> {
  await rename(partPath, path)
  return path
}

/** A hard link refuses a name that is taken, where `rename` would overwrite it. */
async function moveFree(partPath: string, { dir, name }: Target): Promise<string> {
  for (let count = 1; ; count++) {
    const path = join(dir, numbered(name, count))
    try {
      await link(partPath, path)
      await rm(partPath)
      return path
    } catch (error) {
      const code = codeOf(error)
      if (code === 'EEXIST') continue
      if (!code || !withoutLinks.has(code)) throw error
      if (!(await exists(path))) return await replace(partPath, path)
    }
  }
}

/** How file systems without hard links refuse one. */
const withoutLinks: ReadonlySet<string> = new Set([
  'EPERM',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EISDIR',
  'EINVAL',
])

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch {
    return false
  }
}

/** Makes the new name survive a power cut. Windows has no such call, and needs none. */
async function syncDirectory(dir: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(dir, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function attempt<Value>(target: Target, action: () => Promise<Value>): Promise<Value> {
  try {
    return await action()
  } catch (error) {
    const { dir, name, neededBytes } = target
    const code = codeOf(error)
    if (error instanceof AppError || !code) throw error
    if (!fullCodes.has(code)) throw new AppError('FILE_UNWRITABLE', { name, detail: code }, { cause: error })
    throw new AppError('DISK_FULL', { name, neededBytes, freeBytes: await freeIn(dir) }, { cause: error })
  }
}

const fullCodes: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

async function freeIn(dir: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(dir)
    return bavail * bsize
  } catch {
    return null
  }
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}
