import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

type Dialog = 'code' | 'export' | 'import'

interface WrittenOutState {
  /** The dialog that is open. */
  readonly shown: Dialog | null
  /** The folder that it was asked for at; null for none. */
  readonly folderId: string | null
  show(dialog: Dialog, folderId?: string): void
  close(): void
}

/** Which way requests come from another program or go to one, if any. */
export const writtenOut = createStore<WrittenOutState>((set) => ({
  shown: null,
  folderId: null,
  show: (shown, folderId) => set({ shown, folderId: folderId ?? null }),
  close: () => set({ shown: null, folderId: null }),
}))

export function useWrittenOut<Part>(select: (state: WrittenOutState) => Part): Part {
  return useStore(writtenOut, select)
}
