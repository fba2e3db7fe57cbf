import { useEffect } from 'react'
import { create } from 'zustand'

/** One thing that the palette (Ctrl+K) can do. */
export interface Command {
  readonly id: string
  readonly label: string
  readonly hint?: string
  run(): void
}

interface CommandRegistry {
  readonly byOwner: ReadonlyMap<string, readonly Command[]>
  set(owner: string, commands: readonly Command[]): void
  remove(owner: string): void
}

export const useCommandRegistry = create<CommandRegistry>((set, get) => ({
  byOwner: new Map(),
  set: (owner, commands) => set({ byOwner: new Map(get().byOwner).set(owner, commands) }),
  remove: (owner) => {
    const rest = new Map(get().byOwner)
    rest.delete(owner)
    set({ byOwner: rest })
  },
}))

/** Puts a screen's commands into the palette for as long as the screen is open. Memoise `commands`. */
export function useCommands(owner: string, commands: readonly Command[]): void {
  const { set, remove } = useCommandRegistry.getState()
  useEffect(() => {
    set(owner, commands)
    return () => remove(owner)
  }, [owner, commands, set, remove])
}
