import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import { onDisk } from '../data-dir/on-disk.ts'
import { syncDirectory } from '../data-dir/sync-directory.ts'
import type { ArchivedFile } from './tar.ts'

const stageName = 'restore.part'
/** Once it has this name, a restore is decided: whoever opens the folder next finishes it. */
const decidedName = 'restore'

/**
 * Lays the files of a backup into a data folder, for `finishRestore` to put in place. Answers with their names. The
 * folder is unchanged until all of them are on the disk. Throws DISK_FULL or FILE_UNWRITABLE.
 */
export async function stageRestore(
  dataDir: string,
  files: readonly ArchivedFile[],
  signal: AbortSignal,
): Promise<string[]> {
  const stage = join(dataDir, stageName)
  const decided = join(dataDir, decidedName)
  await onDisk({ dir: dataDir, name: decidedName, neededBytes: null }, async () => {
    await rm(stage, { recursive: true, force: true })
    await mkdir(stage, { recursive: true, mode: 0o700 })
    for (const { name, bytes } of files) {
      signal.throwIfAborted()
      await mkdir(dirname(join(stage, name)), { recursive: true, mode: 0o700 })
      await writeNew(join(stage, name), bytes)
    }
    await rm(decided, { recursive: true, force: true })
    await rename(stage, decided)
    await syncDirectory(dataDir)
  })
  return files.map(({ name }) => name)
}

/**
 * Puts what `stageRestore` has laid ready in place of what is there, which is kept in `before-restore-<time>`. Called
 * by the owner of the folder before anything in it is opened; one that is killed in between goes on at the next start.
 * Answers with where the files of before are, or null when there was nothing to do.
 */
export async function finishRestore(dataDir: string, now: () => number): Promise<string | null> {
  const decided = join(dataDir, decidedName)
  const names = await filesIn(decided)
  if (names === null) return null
  const time = new Date(now()).toISOString().replace(/[:.]/g, '-')
  const before = join(dataDir, `before-restore-${time}`)
  for (const name of names) {
    await mkdir(dirname(join(before, name)), { recursive: true, mode: 0o700 })
    await mkdir(dirname(join(dataDir, name)), { recursive: true, mode: 0o700 })
    await rename(join(dataDir, name), join(before, name)).catch(ignoreAbsent)
    await rename(join(decided, name), join(dataDir, name))
    await syncDirectory(dirname(join(dataDir, name)))
  }
  await rm(decided, { recursive: true, force: true })
  await syncDirectory(dataDir)
  return before
}

async function writeNew(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await syncDirectory(dirname(path))
}

/** With slashes, below `dir`; null when there is no such folder. */
async function filesIn(dir: string, below = ''): Promise<string[] | null> {
  const entries = await readdir(join(dir, below), { withFileTypes: true }).catch(nullIfAbsent)
  if (!entries) return null
  const found = await Promise.all(
    entries.map(async (entry) => {
      const name = below + entry.name
      return entry.isDirectory() ? ((await filesIn(dir, `${name}/`)) ?? []) : [name]
    }),
  )
  return found.flat()
}

function ignoreAbsent(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}

function nullIfAbsent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}
