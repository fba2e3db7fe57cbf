import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

interface WrittenOutState {
  /** The dialog that is open. */
  readonly shown: 'code' | 'export' | null
  show(dialog: 'code' | 'export'): void
  close(): void
}

/** Which way requests are being written for another program, if any. */
export const writtenOut = createStore<WrittenOutState>((set) => ({
  shown: null,
  show: (shown) => set({ shown }),
  close: () => set({ shown: null }),
}))

export function useWrittenOut<Part>(select: (state: WrittenOutState) => Part): Part {
  return useStore(writtenOut, select)
}
