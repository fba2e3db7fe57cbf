import { AppError } from '../../../shared/errors.ts'
import type { CollectionItem, RequestCollection } from '../../../shared/model/collection.ts'
import type { ActionOutcome } from '../../../shared/model/request-action.ts'
import type { Collections } from '../collections/collections.ts'
import type { RunOrder, RunResult } from '../core.ts'
import { createCookieJar } from '../http/create-cookie-jar.ts'
import { type SendParts, sendDraft } from './send-draft.ts'
import { SessionVariables } from './session-variables.ts'

type Places = Pick<Collections, 'list' | 'show'>
type Runnable = Exclude<CollectionItem, { kind: 'folder' }>

/**
 * Sends every request of a collection, a folder, or one alone, in order, each with what those before it captured. What
 * a run captures and is told in cookies is its own, and gone with it. Throws COLLECTION_ITEM_GONE before anything is
 * sent; what fails a request is in its result.
 */
export async function* runRequests(
  parts: SendParts & { readonly collections: Places },
  { id, environmentId, cloudId, variables, stopsAtFailure }: RunOrder,
  signal: AbortSignal,
): AsyncGenerator<RunResult, void> {
  const collections = await parts.collections.list(signal)
  const items = runnableAt(collections, id)
  if (!items) throw new AppError('COLLECTION_ITEM_GONE', { id })
  const session = new SessionVariables()
  for (const [name, value] of Object.entries(variables)) session.set(name, value, false)
  const jar = createCookieJar()
  const own = { ...parts, session, cookiesOf: () => Promise.resolve(jar) }
  for (const item of items) {
    const result = await runOne(own, item, { environmentId, cloudId }, signal)
    yield result
    if (stopsAtFailure && result.isFailure) return
  }
}

async function runOne(
  parts: SendParts & { readonly collections: Places },
  item: Runnable,
  { environmentId, cloudId }: Pick<RunOrder, 'environmentId' | 'cloudId'>,
  signal: AbortSignal,
): Promise<RunResult> {
  const { id, name } = item
  try {
    if (item.kind === 'damaged') throw new AppError('REQUEST_DAMAGED', { name, detail: item.detail })
    const draft = await parts.collections.show(id, signal)
    const place = { sourceId: id, environmentId }
    for await (const event of sendDraft(parts, { draft, cloudId, place }, signal)) {
      if (event.type !== 'end') continue
      const { record, outcomes } = event
      return { id, name, record, outcomes, problem: null, isFailure: outcomes.some(isFailure) }
    }
    throw new Error('a request ended without an answer')
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof AppError)) throw error
    return { id, name, record: null, outcomes: [], problem: error, isFailure: true }
  }
}

/** What a request may go on after still fails a run, where it is a claim. */
function isFailure({ action, isMet, isFailure: fails, reason }: ActionOutcome): boolean {
  return fails || (action.kind === 'assert' && !isMet && reason !== 'not-asked')
}

/** What is run when `id` is asked for; null when it is not among them. */
function runnableAt(items: readonly (CollectionItem | RequestCollection)[], id: string): Runnable[] | null {
  for (const item of items) {
    if (item.id === id) return runnableIn(item)
    const found = 'items' in item ? runnableAt(item.items, id) : null
    if (found) return found
  }
  return null
}

function runnableIn(item: CollectionItem | RequestCollection): Runnable[] {
  return 'items' in item ? item.items.flatMap(runnableIn) : [item]
}
