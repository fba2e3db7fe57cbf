import * as z from 'zod'

import { requestDraft } from '../../../../shared/model/request.ts'
import type { RequestTab } from '../../../../shared/model/request-workspace.ts'
import { upgradeDraft } from '../../../../shared/model/upgrade-draft.ts'

/** The part of `localStorage` that is used. */
export type EarlierStorage = Pick<Storage, 'getItem' | 'removeItem'>

const key = 'arclight.requests.tabs'
const draft = z.preprocess(upgradeDraft, requestDraft)
const earlierTabs = z.object({
  tabs: z.array(z.object({ id: z.string().min(1), sourceId: z.string().nullable(), original: draft, draft })),
})

/** The tabs that an earlier version left in the browser; none when there are none that can be read. */
export function readEarlierTabs(storage: EarlierStorage): RequestTab[] {
  return earlierTabs.safeParse(parseJson(storage.getItem(key))).data?.tabs ?? []
}

/** Once the host has them. */
export function dropEarlierTabs(storage: EarlierStorage): void {
  storage.removeItem(key)
}

function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return null
  }
}
