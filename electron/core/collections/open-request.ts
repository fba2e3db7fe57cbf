import { readFile, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'

import { AppError } from '../../../shared/errors.ts'
import type { RequestCollection, SavedRequest } from '../../../shared/model/collection.ts'
import type { FileRegistry } from '../files/file-registry.ts'
import { damaged, messageOf } from './collection-files.ts'
import { collectionFileName } from './collection-index.ts'
import { pathsIn } from './file-paths.ts'
import { readRequest } from './format/request-file.ts'

/**
 * Reads the request in a file. Where one of the folders around it is a collection, that is opened, and the request is
 * the one in it. Throws FILE_UNREADABLE or REQUEST_DAMAGED.
 */
export async function openRequest(
  given: string,
  {
    open,
    files,
  }: {
    open(path: string, signal: AbortSignal): Promise<RequestCollection>
    files: Pick<FileRegistry, 'addPath' | 'find'>
  },
  signal: AbortSignal,
): Promise<{ request: SavedRequest; collection: RequestCollection | null }> {
  const name = basename(given)
  const unreadable = (error: unknown) =>
    new AppError('FILE_UNREADABLE', { name, detail: messageOf(error) }, { cause: error })
  const path = await realpath(resolve(given)).catch((error: unknown) => {
    throw unreadable(error)
  })
  const root = await collectionAround(dirname(path))
  const collection = root === null ? null : await open(root, signal)
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw unreadable(error)
  })
  try {
    const { draft, unsupported } = await readRequest(text, pathsIn(root ?? dirname(path), files))
    const inside = root === null ? name : relative(root, path).split(sep).join('/')
    const id = `${collection?.id ?? ''}/${inside.replace(/\.yml$/, '')}`
    return { request: { ...draft, id, unsupported }, collection }
  } catch (error) {
    throw damaged(name, error)
  }
}

async function collectionAround(dir: string): Promise<string | null> {
  const isOne = await stat(join(dir, collectionFileName)).then(
    () => true,
    () => false,
  )
  if (isOne) return dir
  const above = dirname(dir)
  return above === dir ? null : await collectionAround(above)
}
