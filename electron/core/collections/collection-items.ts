import type { CollectionItem } from '../../../shared/model/collection.ts'

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
