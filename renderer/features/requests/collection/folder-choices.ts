import type { CollectionItem, RequestCollection } from '../../../../shared/model/collection.ts'

export interface FolderChoice {
  readonly value: string
  /** The folders on the way, from the collection on. */
  readonly label: string
}

/** Every folder that a request can be saved in: those that come with the app are not among them. */
export function folderChoices(collections: readonly RequestCollection[]): FolderChoice[] {
  return everyFolder(collections.filter((collection) => collection.path !== null))
}

/** Every folder, and every collection as the outermost one. */
export function everyFolder(collections: readonly RequestCollection[]): FolderChoice[] {
  return collections.flatMap(({ id, name, items }) => [{ value: id, label: name }, ...foldersIn(items, name)])
}

function foldersIn(items: readonly CollectionItem[], way: string): FolderChoice[] {
  return items.flatMap((item) => {
    if (item.kind !== 'folder') return []
    const label = `${way} / ${item.name}`
    return [{ value: item.id, label }, ...foldersIn(item.items, label)]
  })
}

/** Whether the request of this id can be written: it is there, in a collection of the operator's. */
export function canSaveTo(collections: readonly RequestCollection[], id: string): boolean {
  return collections.some(({ path, items }) => path !== null && holds(items, id))
}

function holds(items: readonly CollectionItem[], id: string): boolean {
  return items.some((item) => item.id === id || (item.kind === 'folder' && holds(item.items, id)))
}
