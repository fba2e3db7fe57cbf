import { readFile } from 'node:fs/promises'

import { AppError } from '../../../shared/errors.ts'

/** What is wrong with a file, as the one who opens it is told. */
export function damaged(name: string, error: unknown): AppError {
  if (error instanceof AppError) return error
  return new AppError('REQUEST_DAMAGED', { name, detail: messageOf(error) }, { cause: error })
}

/** Reads what is written in a file called `name`. Throws REQUEST_DAMAGED. */
export function orDamaged<Content>(name: string, read: () => Content): Content {
  try {
    return read()
  } catch (error) {
    throw damaged(name, error)
  }
}

/** Empty for a file that is not there. */
export async function textOrEmpty(path: string): Promise<string> {
  return await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
}

/** The code of a system's error, else its message. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message
}
