import { type FileHandle, link, mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

import type { FileIdentity } from '../files/file-registry.ts'
import { errorCode } from '../data-dir/on-disk.ts'
import { syncDirectory } from '../data-dir/sync-directory.ts'
import { identify, isSameFile } from './file-identity.ts'
import { numbered } from './safe-file-name.ts'

/** Where a download is to end up: exactly there (a dialog has asked), or in a folder under a name that is free. */
export type DownloadPlace = { kind: 'exact'; path: string } | { kind: 'free'; dir: string; name: string }

export function folderOf(place: DownloadPlace): string {
  return place.kind === 'exact' ? dirname(place.path) : place.dir
}

export function nameOf(place: DownloadPlace): string {
  return place.kind === 'exact' ? basename(place.path) : place.name
}

/** Where the first attempt at a place leaves what it has. */
export function halfFilePath(place: DownloadPlace): string {
  return join(folderOf(place), `${nameOf(place)}.part`)
}

/**
 * Opens the first `….part` that nobody has; `wx` makes looking and taking one step. `claim` is told the path before the
 * file is there, so that one made just before a crash can be found again; it says whether the path can be had.
 */
export async function createHalfFile(
  place: DownloadPlace,
  claim: (path: string) => Promise<boolean>,
): Promise<{ path: string; handle: FileHandle }> {
  if (place.kind === 'free') await mkdir(place.dir, { recursive: true })
  for (let count = 1; ; count++) {
    const path = join(folderOf(place), `${numbered(nameOf(place), count)}.part`)
    if ((await exists(path)) || !(await claim(path))) continue
    try {
      return { path, handle: await open(path, 'wx+') }
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error
    }
  }
}

/** Where a file that was about to have its final name has it; null when it has none, or is no longer the same. */
export async function findNamed(place: DownloadPlace, identity: FileIdentity): Promise<string | null> {
  for (let count = 1; ; count++) {
    const path = place.kind === 'exact' ? place.path : join(place.dir, numbered(place.name, count))
    const found = await identify(path).catch(() => null)
    if (found && isSameFile(found, identity)) {
      await syncDirectory(dirname(path))
      return path
    }
    if (!found || place.kind === 'exact') return null
  }
}

/** Gives a half file its final name, which survives a power cut afterwards, and answers the path. */
export async function giveFinalName(partPath: string, place: DownloadPlace): Promise<string> {
  const path = await (place.kind === 'exact'
    ? replace(partPath, place.path)
    : moveFree(partPath, dirname(partPath), place.name))
  await syncDirectory(dirname(path))
  return path
}

/** `rename` of one name of a file onto another does nothing at all (POSIX), so the old one is removed, too. */
async function replace(partPath: string, path: string): Promise<string> {
  await rename(partPath, path)
  await rm(partPath, { force: true })
  return path
}

/** A hard link refuses a name that is taken, where `rename` would overwrite it. */
async function moveFree(partPath: string, dir: string, name: string): Promise<string> {
  for (let count = 1; ; count++) {
    const path = join(dir, numbered(name, count))
    try {
      await link(partPath, path)
      await rm(partPath)
      return path
    } catch (error) {
      const code = errorCode(error)
      // A crash may have come between the two steps: the name is then this file's already.
      if (code === 'EEXIST' && (await isSameInode(partPath, path))) return await replace(partPath, path)
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

async function isSameInode(one: string, other: string): Promise<boolean> {
  const [left, right] = await Promise.all([one, other].map((path) => stat(path, { bigint: true })))
  return left?.ino === right?.ino && left?.dev === right?.dev
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch {
    return false
  }
}
