import type { CollectionItem, RequestCollection } from '../../../../shared/model/collection.ts'

export interface TreeRow {
  readonly id: string
  readonly kind: 'collection' | 'folder' | 'request' | 'damaged'
  readonly name: string
  /** Of a request. */
  readonly method: string | null
  /** What is wrong with it; null when nothing is. */
  readonly problem: string | null
  /** 1 for a collection. */
  readonly level: number
  /** Null for a collection. */
  readonly parentId: string | null
  readonly collectionId: string
  /** Null for what holds nothing. */
  readonly isOpen: boolean | null
  /** False for what comes with the app. */
  readonly canChange: boolean
}

/** The collections as rows, one below the other, without what is inside closed folders. */
export function treeRows(
  collections: readonly RequestCollection[],
  closed: ReadonlySet<string>,
): readonly TreeRow[] {
  const rows: TreeRow[] = []
  for (const { id, name, path, problem, items } of collections) {
    const isOpen = !closed.has(id)
    const common = { collectionId: id, canChange: path !== null }
    rows.push({
      ...common,
      id,
      kind: 'collection',
      name,
      method: null,
      problem,
      level: 1,
      parentId: null,
      isOpen,
    })
    if (isOpen) addItems(rows, items, { ...common, level: 2, parentId: id }, closed)
  }
  return rows
}

type Place = Pick<TreeRow, 'collectionId' | 'canChange' | 'level'> & { readonly parentId: string }

function addItems(
  rows: TreeRow[],
  items: readonly CollectionItem[],
  place: Place,
  closed: ReadonlySet<string>,
): void {
  for (const item of items) {
    const { id, kind, name } = item
    const isOpen = kind === 'folder' ? !closed.has(id) : null
    const method = kind === 'request' ? item.method : null
    rows.push({ ...place, id, kind, name, method, problem: kind === 'damaged' ? item.detail : null, isOpen })
    if (kind === 'folder' && isOpen)
      addItems(rows, item.items, { ...place, level: place.level + 1, parentId: id }, closed)
  }
}
