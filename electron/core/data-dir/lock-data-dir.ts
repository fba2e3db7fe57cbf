import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'

import { lock } from 'proper-lockfile'

import { AppError } from '../../../shared/errors.ts'

export interface DataDirLock {
  release(): Promise<void>
}

/** A lock that was not touched for so long belongs to nobody. */
const staleMs = 10_000
const options = { realpath: false, stale: staleMs, update: staleMs / 4 }

/**
 * Takes a data folder for this process alone; whatever is kept there is written by one. Makes the folder. A lock
 * whose owner was killed is taken over at once. Throws DATA_DIR_IN_USE.
 */
export async function lockDataDir(dir: string, log: (line: string) => void): Promise<DataDirLock> {
  await mkdir(dir, { recursive: true, mode: 0o700 })
  const path = join(dir, 'lock')
  const ownerPath = join(dir, 'lock.owner')
  const onCompromised = (error: Error) => log(`the lock on ${dir} was lost: ${error.message}`)

  return await throughDoor(dir, async () => {
    if (await isOwnerGone(ownerPath)) await rm(path, { recursive: true, force: true })
    const unlock = await lock(path, { ...options, lockfilePath: path, onCompromised }).catch(inUse(dir))
    await writeFile(ownerPath, `${process.pid} ${hostname()}`, { mode: 0o600 })
    return {
      async release() {
        await rm(ownerPath, { force: true })
        await unlock()
      },
    }
  })
}

/** One start at a time looks at who has the lock: else two could find the same dead owner, and both take over. */
async function throughDoor<Value>(dir: string, action: () => Promise<Value>): Promise<Value> {
  const retries = { retries: 60, factor: 1, minTimeout: 200, maxTimeout: 200 }
  const path = join(dir, 'lock.door')
  const leave = await lock(path, { ...options, lockfilePath: path, retries }).catch(inUse(dir))
  try {
    return await action()
  } finally {
    await leave()
  }
}

function inUse(dir: string) {
  return (error: unknown): never => {
    const isLocked = error instanceof Error && 'code' in error && error.code === 'ELOCKED'
    throw isLocked ? new AppError('DATA_DIR_IN_USE', { path: dir }, { cause: error }) : error
  }
}

/** Only of a process on this machine can it be told; any other has to let its lock grow stale. */
async function isOwnerGone(ownerPath: string): Promise<boolean> {
  const text = await readFile(ownerPath, 'utf8').catch(() => '')
  const [pid, host] = text.split(' ')
  if (!Number(pid) || host !== hostname()) return false
  try {
    process.kill(Number(pid), 0)
    return false
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH'
  }
}
