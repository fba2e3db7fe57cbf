import type { KeyboardEvent } from 'react'

import type { ImageBrowserState } from '../use-image-browser.ts'

interface TableKeys {
  browser: ImageBrowserState
  selectedIndex: number
  /** How many rows a page of the table has. */
  pageRows: () => number
  onEnter: () => void
}

/** The table by keyboard: arrows move, with Shift they mark; Space marks one more, Ctrl+A all. */
export function useTableKeys({ browser, selectedIndex, pageRows, onEnter }: TableKeys) {
  const { rows, select, markTo, selected } = browser

  return (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget || event.altKey) return
    const step = stepOf(event.key, pageRows(), rows.length)
    if (step !== undefined && !event.ctrlKey && !event.metaKey) {
      const index = Math.max(0, Math.min(rows.length - 1, selectedIndex + step))
      const imageId = rows[index]?.image.id
      if (imageId !== undefined && event.shiftKey) markTo(imageId)
      else select(imageId ?? null)
    } else if (event.key === 'Enter' && selected) onEnter()
    else if (!markByKey(event, browser)) return
    event.preventDefault()
  }
}

function markByKey(
  event: KeyboardEvent,
  { selected, marked, actions, ...browser }: ImageBrowserState,
): boolean {
  if (event.key === 'a' && (event.ctrlKey || event.metaKey)) browser.markAll()
  else if (event.ctrlKey || event.metaKey) return false
  else if (event.key === ' ' && selected) browser.toggleMark(selected.id)
  else if (event.key === 'Escape' && marked.length > 0) browser.select(selected?.id ?? null)
  else if (event.key === 'Delete' && marked.length > 0)
    browser.openDialog({ kind: 'bulk', operation: { action: 'delete' } })
  else if (event.key === 'Delete' && selected) actions.run('delete', selected)
  else return false
  return true
}

function stepOf(key: string, page: number, count: number): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: page,
    PageUp: -page,
    Home: -count,
    End: count,
  }
  return Object.hasOwn(steps, key) ? steps[key] : undefined
}
