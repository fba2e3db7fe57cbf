import { AppError } from '../../../shared/errors.ts'
import type { CollectionItem } from '../../../shared/model/collection.ts'
import type { ImportedEnvironment, ImportedFolder, ImportedItem } from '../interchange/import/imported.ts'
import { itemsOf } from './collection-items.ts'
import type { CollectionReader } from './collection-reader.ts'

/** A collection, or a folder of one, with everything in it. */
export interface RequestTree {
  readonly root: ImportedFolder
  /** Of a whole collection. */
  readonly environments: readonly ImportedEnvironment[]
  /** What a request says that Arclight does not do, and files that are none: names from the outermost folder in. */
  readonly losses: readonly { readonly path: readonly string[]; readonly what: string; isLost: boolean }[]
}

/** Reads all of it, request by request. Throws COLLECTION_ITEM_GONE or REQUEST_DAMAGED for a folder that is none. */
export async function readTree(
  reader: CollectionReader,
  folderId: string,
  signal: AbortSignal,
): Promise<RequestTree> {
  const losses: { path: string[]; what: string; isLost: boolean }[] = []
  const isWhole = folderId === reader.place.id
  const { items, environments } = await reader.index(signal)
  const inside = isWhole ? items : itemsOf(items, folderId)

  async function folder(
    id: string,
    held: readonly CollectionItem[],
    path: string[],
  ): Promise<ImportedFolder> {
    const settings = await reader.folder(id, signal)
    const read: ImportedItem[] = []
    for (const item of held) {
      signal.throwIfAborted()
      const found = await one(item, path)
      if (found) read.push(found)
    }
    return { ...settings, items: read }
  }

  async function one(item: CollectionItem, path: string[]): Promise<ImportedItem | null> {
    const here = [...path, item.name]
    if (item.kind === 'folder') return { kind: 'folder', folder: await folder(item.id, item.items, here) }
    try {
      const { id: _id, unsupported, ...draft } = await reader.show(item.id, signal)
      losses.push(...unsupported.map((what) => ({ path: here, what, isLost: false })))
      return { kind: 'request', draft }
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      losses.push({ path: here, what: 'detail' in error.data ? String(error.data.detail) : '', isLost: true })
      return null
    }
  }

  const root = await folder(folderId, inside, [])
  const read: ImportedEnvironment[] = []
  for (const { id } of isWhole ? environments : []) read.push(await reader.environment(id, signal))
  return { root, environments: read, losses }
}
