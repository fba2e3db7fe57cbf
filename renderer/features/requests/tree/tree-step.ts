import type { TreeRow } from './tree-rows.ts'

export type TreeStep =
  | { readonly kind: 'focus'; readonly id: string }
  | { readonly kind: 'toggle'; readonly id: string }

const rowsOfPage = 12

/** What a key does in a tree (WAI-ARIA: tree view), or null. */
export function treeStep(rows: readonly TreeRow[], focusedId: string | null, key: string): TreeStep | null {
  const at = rows.findIndex(({ id }) => id === focusedId)
  const row = rows[at]
  const to = (index: number): TreeStep | null => {
    const found = rows[Math.max(0, Math.min(index, rows.length - 1))]
    return found ? { kind: 'focus', id: found.id } : null
  }
  switch (key) {
    case 'ArrowDown':
      return to(at + 1)
    case 'ArrowUp':
      return to(at - 1)
    case 'Home':
      return to(0)
    case 'End':
      return to(rows.length - 1)
    case 'PageDown':
      return to(at + rowsOfPage)
    case 'PageUp':
      return to(at - rowsOfPage)
    case 'ArrowRight':
      if (row?.isOpen === false) return { kind: 'toggle', id: row.id }
      return row?.isOpen && rows[at + 1]?.parentId === row.id ? to(at + 1) : null
    case 'ArrowLeft':
      if (row?.isOpen) return { kind: 'toggle', id: row.id }
      return row?.parentId ? { kind: 'focus', id: row.parentId } : null
    default:
      return null
  }
}

/** Where one goes on when a row is deleted: what stands after it in its folder, else before it, else the folder. */
export function rowAfterRemoval(
  rows: readonly TreeRow[],
  { id, parentId }: Pick<TreeRow, 'id' | 'parentId'>,
): string | null {
  const siblings = rows.filter((row) => row.parentId === parentId)
  const at = siblings.findIndex((row) => row.id === id)
  return (siblings[at + 1] ?? siblings[at - 1])?.id ?? parentId
}

/** The next row, round the end, whose name begins with what was typed. One letter goes on from the row, more stay. */
export function typedRow(rows: readonly TreeRow[], focusedId: string | null, typed: string): TreeRow | null {
  const at = Math.max(
    0,
    rows.findIndex(({ id }) => id === focusedId),
  )
  const from = typed.length > 1 ? at : at + 1
  const inTurn = [...rows.slice(from), ...rows.slice(0, from)]
  const start = typed.toLowerCase()
  return inTurn.find(({ name }) => name.toLowerCase().startsWith(start)) ?? null
}
