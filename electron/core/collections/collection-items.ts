import type { CollectionItem, FolderSettings } from '../../../shared/model/collection.ts'

/** What stands in a folder; nothing when there is no such folder. */
export function itemsOf(items: readonly CollectionItem[], folderId: string): CollectionItem[] {
  return items.flatMap((item) => {
    if (item.kind !== 'folder') return []
    return item.id === folderId ? item.items : itemsOf(item.items, folderId)
  })
}

/** Every request among them and in their folders, in order. */
export function requestIdsIn(items: readonly CollectionItem[]): string[] {
  return items.flatMap((item) => {
    if (item.kind === 'folder') return requestIdsIn(item.items)
    return item.kind === 'request' ? [item.id] : []
  })
}

/** What a folder says of which there is no more than a name. */
export function emptyFolder(name: string): FolderSettings {
  return { name, headers: [], auth: { kind: 'inherit' }, variables: [], docs: '' }
}

/** The id of the folder that an item is in. */
export function parentOf(id: string): string {
  return id.slice(0, id.lastIndexOf('/'))
}
