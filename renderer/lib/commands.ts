import { useEffect } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

import type { MenuPlace } from '../../shared/model/page-menu.ts'

/** One thing that the palette (Ctrl+K) can do. */
export interface Command {
  readonly id: string
  readonly label: string
  /** What it is about, or the keys that do the same. */
  readonly hint?: string
  /** Where it stands in a desktop's menu; with those of the open screen, if nothing is said. */
  readonly place?: MenuPlace
  /** Of several that exclude each other, whether it is the one. */
  readonly isChosen?: boolean
  run(): void
}

const registry = createStore<{ readonly byOwner: ReadonlyMap<string, readonly Command[]> }>(() => ({
  byOwner: new Map(),
}))

/** Puts a screen's commands into the palette for as long as the screen is open. Memoise `commands`. */
export function useCommands(owner: string, commands: readonly Command[]): void {
  useEffect(() => {
    registry.setState(({ byOwner }) => ({ byOwner: new Map(byOwner).set(owner, commands) }))
    return () => {
      registry.setState(({ byOwner }) => {
        const rest = new Map(byOwner)
        rest.delete(owner)
        return { byOwner: rest }
      })
    }
  }, [owner, commands])
}

/** What the open screens can do now. */
export function useOfferedCommands(): readonly Command[] {
  const byOwner = useStore(registry, (state) => state.byOwner)
  return [...byOwner.values()].flat()
}
