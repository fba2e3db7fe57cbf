import { create } from 'zustand'

import type { Dragged, DropPlace } from './drop-place.ts'
import type { TreeRow } from './tree-rows.ts'

interface Tree {
  readonly closed: ReadonlySet<string>
  readonly focusedId: string | null
  /** The item whose name is being written. */
  readonly renamingId: string | null
  readonly dragged: Dragged | null
  /** Where it would be dropped now. */
  readonly drop: (DropPlace & { readonly overId: string }) | null
  readonly menu: { readonly row: TreeRow; readonly x: number; readonly y: number } | null
  /** The folder or collection whose settings are open. */
  readonly settingsOf: TreeRow | null
  toggle(id: string): void
  /** Opens every folder on the way to an item, and goes there. */
  reveal(id: string): void
}

/** The state of the collections' tree on this page. */
export const useTree = create<Tree>((set, get) => ({
  closed: new Set(),
  focusedId: null,
  renamingId: null,
  dragged: null,
  drop: null,
  menu: null,
  settingsOf: null,
  toggle: (id) => {
    const closed = new Set(get().closed)
    if (!closed.delete(id)) closed.add(id)
    set({ closed })
  },
  reveal: (id) => {
    const closed = new Set([...get().closed].filter((folderId) => !id.startsWith(`${folderId}/`)))
    set({ closed, focusedId: id })
  },
}))
