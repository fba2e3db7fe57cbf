import { type KeyboardEvent, useRef } from 'react'

import { treeItemId } from './tree-item.tsx'
import type { TreeRow } from './tree-rows.ts'
import { rowAfterRemoval, treeStep, typedRow } from './tree-step.ts'
import type { TreeActions } from './use-tree-actions.tsx'
import { useTree } from './use-tree.ts'

/** Letters that follow one another faster than this are one word. */
const typingMs = 700

/** The keys of the tree: arrows, letters, Enter, F2, Delete, Ctrl+D and the key for the menu. */
export function useTreeKeys(rows: readonly TreeRow[], actions: TreeActions): (event: KeyboardEvent) => void {
  const typed = useRef({ text: '', atMs: 0 })
  return (event) => {
    if (event.target !== event.currentTarget) return
    const { focusedId, toggle } = useTree.getState()
    const row = rows.find(({ id }) => id === focusedId)
    const isTyped = /^[\p{L}\p{N}]$/u.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey
    const step = treeStep(rows, focusedId, event.key)
    if (step && !event.altKey && !event.ctrlKey) {
      if (step.kind === 'focus') useTree.setState({ focusedId: step.id })
      else toggle(step.id)
    } else if (isTyped) {
      const { text, atMs } = typed.current
      typed.current = {
        text: event.timeStamp - atMs < typingMs ? text + event.key : event.key,
        atMs: event.timeStamp,
      }
      const found = typedRow(rows, focusedId, typed.current.text)
      if (found) useTree.setState({ focusedId: found.id })
    } else if (!row || !act(row, event, { rows, actions })) return
    event.preventDefault()
    event.stopPropagation()
  }
}

/** Whether the key did something to the row. */
function act(
  row: TreeRow,
  event: KeyboardEvent,
  { rows, actions }: { rows: readonly TreeRow[]; actions: TreeActions },
): boolean {
  const isItem = row.canChange && row.kind !== 'collection'
  if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
    if (row.kind === 'request') actions.open(row.id)
    else if (row.isOpen !== null) useTree.getState().toggle(row.id)
  } else if (event.key === 'F2' && row.canChange && row.kind !== 'damaged') {
    useTree.setState({ renamingId: row.id })
  } else if (event.key === 'Delete' && isItem) {
    actions.remove(row, rowAfterRemoval(rows, row))
  } else if (event.code === 'KeyD' && event.ctrlKey && isItem && row.kind !== 'damaged') {
    actions.duplicate(row.id)
  } else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
    const box = document.getElementById(treeItemId(row.id))?.getBoundingClientRect()
    useTree.setState({ menu: { row, x: (box?.left ?? 0) + 40, y: box?.bottom ?? 0 } })
  } else return false
  return true
}
