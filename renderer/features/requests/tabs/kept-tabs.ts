import * as z from 'zod'

import type { FileHandle } from '../../../../shared/model/file-handle.ts'
import { type RequestDraft, requestDraft } from '../../../../shared/model/request.ts'
import { upgradeDraft } from '../../../../shared/model/upgrade-draft.ts'
import { withoutSecrets } from './without-secrets.ts'

export interface RequestTab {
  readonly id: string
  /** The request of a collection that this tab was opened from. */
  readonly sourceId: string | null
  /** The draft as it was opened, to tell what was changed and to go back to. */
  readonly original: RequestDraft
  readonly draft: RequestDraft
}

export interface KeptTabs {
  readonly tabs: readonly RequestTab[]
  readonly activeId: string | null
}

/** The part of `localStorage` that is used. */
export type KeepStorage = Pick<Storage, 'getItem' | 'setItem'>

const key = 'arclight.requests.tabs'

const keptDraft = z.preprocess(upgradeDraft, requestDraft)

const keptTabs = z.object({
  tabs: z.array(
    z.object({
      id: z.string().min(1),
      sourceId: z.string().nullable(),
      original: keptDraft,
      draft: keptDraft,
    }),
  ),
  activeId: z.string().nullable(),
})

/** The tabs of the last time, or none when they cannot be read. A file that only that page held is no longer chosen. */
export function readKeptTabs(storage: KeepStorage): KeptTabs {
  const parsed = keptTabs.safeParse(parseJson(storage.getItem(key)))
  if (!parsed.success) return { tabs: [], activeId: null }
  const tabs = parsed.data.tabs.map((tab) => ({
    ...tab,
    original: withoutLostFile(tab.original),
    draft: withoutLostFile(tab.draft),
  }))
  const active = tabs.find((tab) => tab.id === parsed.data.activeId) ?? tabs[0]
  return { tabs, activeId: active?.id ?? null }
}

/** Writes tabs and drafts, no secrets and no answers. False when the storage has no room for them. */
export function keepTabs(storage: KeepStorage, { tabs, activeId }: KeptTabs): boolean {
  const kept = tabs.map(({ id, sourceId, original, draft }) => ({
    id,
    sourceId,
    original: withoutSecrets(original),
    draft: withoutSecrets(draft),
  }))
  try {
    storage.setItem(key, JSON.stringify({ tabs: kept, activeId }))
    return true
  } catch {
    return false
  }
}

function withoutLostFile(draft: RequestDraft): RequestDraft {
  const { body } = draft
  if (body.kind === 'file') return { ...draft, body: { ...body, file: unlessLost(body.file) } }
  if (body.kind !== 'multipart') return draft
  const parts = body.parts.map((part) =>
    part.kind === 'file' ? { ...part, file: unlessLost(part.file) } : part,
  )
  return { ...draft, body: { ...body, parts } }
}

function unlessLost(file: FileHandle | null): FileHandle | null {
  return file?.heldBy === 'page' ? null : file
}

function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return null
  }
}
