import { readdir, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

import { writeFile } from 'atomically'

import { onDisk } from './on-disk.ts'
import { syncDirectory } from './sync-directory.ts'

/**
 * Replaces a file as a whole: whenever the process or the machine stops, the old content is there, or all of the new
 * one. When this resolves it is the new one. Throws DISK_FULL or FILE_UNWRITABLE.
 */
export async function writeDurably(path: string, content: string, mode?: number): Promise<void> {
  const target = { dir: dirname(path), name: basename(path), neededBytes: null }
  await onDisk(target, async () => {
    await writeFile(path, content, { fsync: true, fsyncWait: true, ...(mode !== undefined && { mode }) })
    await syncDirectory(dirname(path))
  })
}

/** Only the owner may read. */
export const privateMode = 0o600

/** Whether `writeDurably` was writing this when it was stopped, or is. */
export function isHalfWritten(name: string): boolean {
  return /\.tmp-\d{10}[0-9a-f]{6}$/.test(name)
}

/** Removes what a process that was killed in `writeDurably` left beside its files. Nobody else may be writing there. */
export async function sweepHalfWritten(dir: string): Promise<void> {
  const names = await readdir(dir).catch(() => [])
  await Promise.all(names.filter(isHalfWritten).map((name) => rm(join(dir, name), { force: true })))
}
