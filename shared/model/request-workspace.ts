import * as z from 'zod'

import { requestDraft } from './request.ts'

/** An open request: as it was opened, and as it is being written. */
export const requestTab = z.object({
  id: z.string().min(1),
  /** The saved request that it was opened from. */
  sourceId: z.string().nullable(),
  original: requestDraft,
  draft: requestDraft,
})
export type RequestTab = z.infer<typeof requestTab>

export const requestWorkspace = z.object({
  tabs: z.array(requestTab).max(1000),
  activeId: z.string().nullable(),
})
export type RequestWorkspace = z.infer<typeof requestWorkspace>
