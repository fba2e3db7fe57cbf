import { type FileHandle, open, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

import { AppError } from '../../../shared/errors.ts'
import type { FileIdentity } from '../files/file-registry.ts'
import { freeBytesIn, onDisk, type WriteTarget } from '../data-dir/on-disk.ts'
import { identify, isSameFile } from './file-identity.ts'
import { claimPart, type PartImage, readPartNote, removePartNote, writePartNote } from './part-note.ts'
import { createHalfFile, type DownloadPlace, folderOf, giveFinalName, nameOf } from './part-place.ts'
import { createPartProgress, type PartProgress } from './part-progress.ts'
import type { SpaceLedger } from './space-ledger.ts'
import { writeSparse } from './write-sparse.ts'

/** A file that does not have its final name yet. Everything in it throws DISK_FULL or FILE_UNWRITABLE. */
export interface PartFile {
  readonly path: string
  /** Bytes from the start on that an earlier attempt brought and that are on the disk. */
  savedBytes(): number
  /** Fills `target` from `position` on, as far as there are bytes, and answers how many. */
  read(target: Buffer, position: number): Promise<number>
  /** Forgets everything: the next byte is the first. */
  startOver(): Promise<void>
  /** Blocks of zeros are not written but left out. */
  write(bytes: Buffer, position: number): Promise<void>
  /**
   * Makes it `sizeBytes` long, puts it on the disk, gives it its final name, and answers the path. `whole` is told what
   * the file is when only the name is missing.
   */
  commit(sizeBytes: number, whole?: (identity: FileIdentity) => Promise<void>): Promise<string>
  /** Closes it, unless it was committed; another attempt can go on where it ends. */
  keep(): Promise<void>
  /** Removes it, unless it was committed. */
  discard(): Promise<void>
}

export interface PartWanted {
  readonly place: DownloadPlace
  /** What the file is a part of; null when nothing of it can be continued. */
  readonly image: PartImage | null
  /** Where an earlier attempt left off, if one did. */
  readonly earlierPath: string | null
  /** Told where a new file is about to be. False when another transfer has that path, be its file there or not. */
  claim(path: string): Promise<boolean>
}

const roomForNoteBytes = 256 * 1024

/**
 * Goes on with the earlier file if it still holds the beginning of the same data, else makes a new one.
 * Throws DISK_FULL at once when the rest cannot fit, or FILE_UNWRITABLE.
 */
export async function openPartFile(
  { place, image, earlierPath, claim }: PartWanted,
  space: SpaceLedger,
): Promise<PartFile> {
  const target: WriteTarget = {
    dir: earlierPath === null ? folderOf(place) : dirname(earlierPath),
    name: nameOf(place),
    neededBytes: image?.sizeBytes ?? null,
  }
  const { path, handle, savedBytes } = await onDisk(target, () =>
    openOrCreate({ place, image, earlierPath, claim }),
  )
  const progress = createPartProgress(savedBytes)
  try {
    await onDisk(target, () => handle.truncate(savedBytes))
    const leftBytes = () => Math.max(0, (target.neededBytes ?? 0) - progress.contiguousBytes())
    const reserved = await space.reserve(target.dir, leftBytes)
    if ('freeBytes' in reserved) throw diskFull(target, leftBytes(), reserved.freeBytes)
    return partFile({ path, handle, place, image, target, progress, release: reserved.release })
  } catch (error) {
    await handle.close()
    if (savedBytes === 0) await removePart(path)
    throw error
  }
}

interface Opened {
  readonly path: string
  readonly handle: FileHandle
  readonly savedBytes: number
}

async function openOrCreate({ place, image, earlierPath, claim }: PartWanted): Promise<Opened> {
  const isOurs = earlierPath !== null && (await claimPart(earlierPath))
  const handle = isOurs ? await openIfThere(earlierPath) : null
  if (earlierPath === null || handle === null)
    return { ...(await createHalfFile(place, claim)), savedBytes: 0 }
  const { size } = await handle.stat()
  const savedBytes = image === null ? 0 : Math.min(size, await readPartNote(earlierPath, image))
  return { path: earlierPath, handle, savedBytes }
}

async function openIfThere(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, 'r+')
  } catch {
    return null
  }
}

interface PartState extends Omit<Opened, 'savedBytes'> {
  readonly place: DownloadPlace
  readonly image: PartImage | null
  readonly target: WriteTarget
  readonly progress: PartProgress
  release(): void
}

function partFile({ path, handle, place, image, target, progress, release }: PartState): PartFile {
  const flushes = createFlushes(flush)
  let isClosed = false
  let isCommitted = false

  return {
    path,
    savedBytes: progress.savedBytes,
    read: (bytes, position) =>
      onDisk(target, async () => (await handle.read(bytes, 0, bytes.length, position)).bytesRead),
    startOver: () =>
      onDisk(target, async () => {
        await flushes.idle()
        progress.cut(0)
        await removePartNote(path)
        await handle.truncate(0)
      }),
    write: (bytes, position) =>
      onDisk(target, async () => {
        flushes.throwIfFailed()
        const done = progress.begin(position, bytes.length)
        const due = done(await writeSparse(handle, bytes, position))
        if (due.flush) flushes.begin()
        if (due.spaceCheck) await requireSpace(target, progress.contiguousBytes())
      }),
    commit: (sizeBytes, whole) =>
      onDisk(target, async () => {
        await flushes.idle()
        flushes.throwIfFailed()
        await handle.truncate(sizeBytes)
        await handle.sync()
        // Should the name be refused, nothing has to come a second time.
        if (image) await writePartNote(path, image, sizeBytes)
        await close()
        await whole?.(await identify(path))
        const finalPath = await giveFinalName(path, place)
        isCommitted = true
        await removePartNote(path)
        return finalPath
      }),
    async keep() {
      if (isClosed) return
      await flushes.idle()
      await flush().catch(flushWithRoom)
      await close()
      if (progress.savedBytes() === 0) await removePart(path)
    },
    async discard() {
      await flushes.idle()
      if (!isClosed) await close()
      if (isCommitted) return
      progress.cut(0)
      await removePart(path)
    },
  }

  /** Only what was written before the disk was asked is surely there afterwards. */
  async function flush() {
    const bytes = progress.contiguousBytes()
    if (!image || bytes === 0) return await handle.datasync()
    const { size } = await handle.stat()
    // The file may end in a hole that is not there yet; its length is how the next attempt knows that nothing is lost.
    if (size < bytes) await handle.write(Buffer.alloc(1), 0, 1, bytes - 1)
    await handle.datasync()
    await writePartNote(path, image, bytes)
    progress.saved(bytes)
  }

  /** A full disk has no room for the note either, unless the file gives some back. */
  async function flushWithRoom() {
    const bytes = Math.max(0, progress.contiguousBytes() - roomForNoteBytes)
    progress.cut(bytes)
    try {
      await handle.truncate(bytes)
      await flush()
    } catch {
      // What the last note says is still there.
    }
  }

  async function close() {
    isClosed = true
    release()
    await handle.close()
  }
}

/**
 * Asks the disk for what is written so far, now and then and without waiting: the last flush is then short. A failure
 * is kept, because the system reports it only once.
 */
function createFlushes(flush: () => Promise<void>) {
  let flushing: Promise<void> | null = null
  let failure: unknown = null
  return {
    begin() {
      flushing ??= flush()
        .catch((error: unknown) => {
          failure ??= error
        })
        .finally(() => {
          flushing = null
        })
    },
    idle: async () => await flushing,
    throwIfFailed() {
      if (failure) throw failure
    },
  }
}

async function requireSpace(target: WriteTarget, presentBytes: number): Promise<void> {
  const { dir, neededBytes } = target
  const freeBytes = await freeBytesIn(dir)
  if (neededBytes === null || freeBytes === null || neededBytes - presentBytes <= freeBytes) return
  throw diskFull(target, neededBytes - presentBytes, freeBytes)
}

function diskFull({ name }: WriteTarget, neededBytes: number, freeBytes: number): AppError {
  return new AppError('DISK_FULL', { name, neededBytes, freeBytes })
}

/** Removes what is left of a half file that has its final name, unless another process has a half file there since. */
export async function removeNamed(path: string, identity: FileIdentity): Promise<void> {
  const found = await identify(path).catch(() => null)
  const isOurs = found === null || isSameFile(found, identity)
  if (isOurs && (await claimPart(path))) await removePart(path)
}

/** Removes what an attempt left behind for the next one. */
export async function removePart(path: string): Promise<void> {
  await rm(path, { force: true })
  await removePartNote(path)
}
