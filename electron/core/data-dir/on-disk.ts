import { statfs } from 'node:fs/promises'

import { AppError } from '../../../shared/errors.ts'

/** What is being written, for the sentence that says why it was not. */
export interface WriteTarget {
  readonly dir: string
  readonly name: string
  readonly neededBytes: number | null
}

/** Does something on a disk, and says DISK_FULL or FILE_UNWRITABLE of what the system refuses. */
export async function onDisk<Value>(target: WriteTarget, action: () => Promise<Value>): Promise<Value> {
  try {
    return await action()
  } catch (error) {
    const { dir, name, neededBytes } = target
    const code = errorCode(error)
    if (error instanceof AppError || !code) throw error
    if (!fullCodes.has(code)) throw new AppError('FILE_UNWRITABLE', { name, detail: code }, { cause: error })
    throw new AppError(
      'DISK_FULL',
      { name, neededBytes, freeBytes: await freeBytesIn(dir) },
      { cause: error },
    )
  }
}

/** Null when the system does not say. */
export async function freeBytesIn(dir: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(dir)
    return bavail * bsize
  } catch {
    return null
  }
}

/** The system's word for a failure, such as `ENOENT`. */
export function errorCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}

const fullCodes: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])
