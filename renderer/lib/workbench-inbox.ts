import { create } from 'zustand'

import type { RequestDraft } from '../../shared/model/request.ts'

interface WorkbenchInbox {
  /** Drafts that another screen wants opened, oldest first; the workbench takes them out. */
  drafts: readonly RequestDraft[]
  put(draft: RequestDraft): void
  takeAll(): readonly RequestDraft[]
}

/** How any screen opens a request in the workbench without knowing it. */
export const useWorkbenchInbox = create<WorkbenchInbox>((set, get) => ({
  drafts: [],
  put: (draft) => set({ drafts: [...get().drafts, draft] }),
  takeAll: () => {
    const { drafts } = get()
    if (drafts.length > 0) set({ drafts: [] })
    return drafts
  },
}))
