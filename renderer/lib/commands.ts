import { useEffect } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

/** One thing that the palette (Ctrl+K) can do. */
export interface Command {
  readonly id: string
  readonly label: string
  readonly hint?: string
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
