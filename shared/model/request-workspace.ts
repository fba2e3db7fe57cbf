import * as z from 'zod'

import { requestDraft } from './request.ts'

const id = z.string().min(1)

/** An open request: as it was opened, and as it is being written. */
export const requestTab = z.object({
  id,
  /** The saved request that it was opened from. */
  sourceId: z.string().nullable(),
  original: requestDraft,
  draft: requestDraft,
})
export type RequestTab = z.infer<typeof requestTab>

const open = {
  activeId: z.string().nullable(),
  /** The environment that is chosen. */
  environmentId: z.string().nullable().default(null),
}

/** A tab as it is kept. Its revision is another one whenever something of it is. */
export const keptTab = requestTab.extend({ revision: z.string() })
export type KeptTab = z.infer<typeof keptTab>

export const requestWorkspace = z.object({ tabs: z.array(keptTab).max(2000), ...open })
export type RequestWorkspace = z.infer<typeof requestWorkspace>

const known = z.object({ id, revision: z.string() })

/** What one window changed. Revisions are those that it knows of. */
export const workspaceChange = z.object({
  /** Anew for each window: what it wrote itself does not stand against what it writes next. */
  windowId: id,
  /** Opened or written. */
  changed: z.array(requestTab.extend({ revision: z.string().nullable() })).max(2000),
  closed: z.array(known).max(2000),
  /** Every tab of the window in its place, with null for one that was never kept. */
  order: z.array(known.extend({ revision: z.string().nullable() })).max(2000),
  ...open,
})
export type WorkspaceChange = z.infer<typeof workspaceChange>

export const workspaceSaved = z.object({
  /** Of what was changed, as it is kept. */
  revisions: z.array(known),
  /** Whether another window has opened, written or closed what this one does not know of. */
  isBehind: z.boolean(),
})
export type WorkspaceSaved = z.infer<typeof workspaceSaved>
