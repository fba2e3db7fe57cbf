import type { TreeRow } from './tree-rows.ts'

/** Where in the tree something would come to stand. */
export interface DropPlace {
  readonly folderId: string
  /** The sibling that it stands before; null for the end. */
  readonly beforeId: string | null
  /** How the row under the pointer shows it. */
  readonly mark: 'before' | 'after' | 'into'
}

/** What is dragged: a row, or a request from elsewhere that would be saved. */
export type Dragged =
  | { readonly kind: 'row'; readonly row: TreeRow }
  | { readonly kind: 'tab'; readonly tabId: string }

/**
 * Where `dragged` would go over a row, `share` of whose height is above the pointer; null where it may not. Folders
 * stand before requests, and a folder stays in its collection.
 */
export function dropPlace(
  rows: readonly TreeRow[],
  dragged: Dragged,
  over: TreeRow,
  share: number,
): DropPlace | null {
  if (!over.canChange || over.kind === 'damaged') return null
  const isFolder = dragged.kind === 'row' && dragged.row.kind === 'folder'
  if (dragged.kind === 'row' && !mayGo(rows, dragged.row, over)) return null
  if (over.kind === 'collection') return { folderId: over.id, beforeId: null, mark: 'into' }
  if (over.kind === 'folder') {
    const isInside = !isFolder || (share > 0.25 && share < 0.75)
    return isInside ? { folderId: over.id, beforeId: null, mark: 'into' } : beside(rows, dragged, over, share)
  }
  // A folder cannot stand among requests: it goes to the end of the folders there.
  if (isFolder)
    return over.parentId === null ? null : { folderId: over.parentId, beforeId: null, mark: 'into' }
  return beside(rows, dragged, over, share)
}

function beside(rows: readonly TreeRow[], dragged: Dragged, over: TreeRow, share: number): DropPlace | null {
  if (over.parentId === null) return null
  if (share < 0.5) return { folderId: over.parentId, beforeId: over.id, mark: 'before' }
  const draggedId = dragged.kind === 'row' ? dragged.row.id : null
  const siblings = rows.filter(
    ({ id, kind, parentId }) => kind === over.kind && parentId === over.parentId && id !== draggedId,
  )
  const next = siblings[siblings.findIndex(({ id }) => id === over.id) + 1]
  return { folderId: over.parentId, beforeId: next?.id ?? null, mark: 'after' }
}

function mayGo(rows: readonly TreeRow[], row: TreeRow, over: TreeRow): boolean {
  if (row.kind === 'collection' || row.kind === 'damaged' || row.id === over.id) return false
  if (row.kind === 'request') return true
  const isInItself = `${over.id}/`.startsWith(`${row.id}/`)
  return row.canChange && row.collectionId === over.collectionId && !isInItself && rows.includes(over)
}
