import { create } from 'zustand'

import type { RequestDraft } from '../../shared/model/request.ts'

interface InboxItem {
  readonly draft: RequestDraft
  /** Asked for at once: where it is to be saved. */
  readonly isToSave: boolean
}

interface WorkbenchInbox {
  /** Drafts that another screen wants opened, oldest first; the workbench takes them out. */
  items: readonly InboxItem[]
  put(draft: RequestDraft, isToSave?: boolean): void
  takeAll(): readonly InboxItem[]
}

/** How any screen opens a request in the workbench without knowing it. */
export const useWorkbenchInbox = create<WorkbenchInbox>((set, get) => ({
  items: [],
  put: (draft, isToSave = false) => set({ items: [...get().items, { draft, isToSave }] }),
  takeAll: () => {
    const { items } = get()
    if (items.length > 0) set({ items: [] })
    return items
  },
}))
