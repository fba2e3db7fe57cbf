import { create } from 'zustand'

import type { OpenedFile } from '../../shared/model/opened-file.ts'

type Of<Kind extends OpenedFile['kind']> = Extract<OpenedFile, { kind: Kind }>

interface OpenedInbox {
  /** What was opened from outside and waits for the screen that can take it, oldest first. */
  items: readonly OpenedFile[]
  put(file: OpenedFile): void
  /** The oldest of a kind, which then waits no longer. */
  take<Kind extends OpenedFile['kind']>(kind: Kind): Of<Kind> | undefined
}

export const useOpenedInbox = create<OpenedInbox>((set, get) => ({
  items: [],
  put: (file) => set({ items: [...get().items, file] }),
  take: <Kind extends OpenedFile['kind']>(kind: Kind) => {
    const { items } = get()
    const found = items.find((item): item is Of<Kind> => item.kind === kind)
    if (found) set({ items: items.filter((item) => item !== found) })
    return found
  },
}))
