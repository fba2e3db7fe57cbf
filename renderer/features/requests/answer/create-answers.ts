import { createStore, type StoreApi } from 'zustand'

import type { ExchangeRecord } from '../../../../shared/model/exchange.ts'
import type { RequestDraft, RequestPlace, SendEvent } from '../../../../shared/model/request.ts'
import type { ActionOutcome } from '../../../../shared/model/request-action.ts'
import type { Client } from '../../../lib/api.ts'

interface Sending {
  readonly state: 'sending'
  readonly stop: AbortController
  /** What the tab showed before; most answers come before it would be missed. */
  readonly before: Answered | null
  readonly exchangeId: string | null
  readonly status: { readonly code: number; readonly text: string } | null
  readonly sentBytes: number
  readonly receivedBytes: number
}

export interface Answered {
  readonly state: 'answered'
  readonly record: ExchangeRecord
  readonly outcomes: readonly ActionOutcome[]
}

interface Failed {
  readonly state: 'failed'
  readonly error: unknown
  /** What was noted of the exchange, when there was one. */
  readonly record: ExchangeRecord | null
}

/** What became of a tab's request. Cancelling leaves nothing to show but that. */
export type Answer = Sending | Answered | Failed | { readonly state: 'cancelled' }

export interface Answers {
  readonly byTab: ReadonlyMap<string, Answer>
  /** Sends a draft for a tab; a send that is still under way there is cancelled. Ends when the answer is there. */
  send(client: Client, tabId: string, order: SendOrder): Promise<void>
  cancel(tabId: string): void
  forget(tabId: string): void
}

interface SendOrder {
  readonly draft: RequestDraft
  readonly cloudId: string | null
  readonly place?: RequestPlace
  /** Gets what is drawn together with the answer, which waits for it for a moment. */
  readonly withAnswer?: (record: ExchangeRecord) => Promise<void>
}

/** To draw an answer twice, first without its body, takes longer than most bodies do to come. */
const patienceMs = 100

/** What became of the requests that were sent, by tab. */
export function createAnswers(): StoreApi<Answers> {
  return createStore<Answers>((set, get) => {
    const put = (tabId: string, answer: Answer) => set({ byTab: new Map(get().byTab).set(tabId, answer) })

    return {
      byTab: new Map(),
      send: async (client, tabId, { withAnswer, ...order }) => {
        const before = answeredIn(get().byTab.get(tabId))
        get().cancel(tabId)
        const stop = new AbortController()
        let answer: Answer = startOf(stop, before)
        const show = (next: Answer) => {
          answer = next
          if (!stop.signal.aborted) put(tabId, next)
        }
        show(answer)
        try {
          for await (const event of await client.requests.send(order, { signal: stop.signal })) {
            if (event.type === 'end' && withAnswer) await inTime(withAnswer(event.record))
            show(applySendEvent(answer, event))
          }
        } catch (error) {
          if (stop.signal.aborted) return
          const record = await recordOf(client, answer)
          show({ state: 'failed', error, record })
        }
      },
      cancel: (tabId) => {
        const answer = get().byTab.get(tabId)
        if (answer?.state !== 'sending') return
        answer.stop.abort()
        put(tabId, { state: 'cancelled' })
      },
      forget: (tabId) => {
        get().cancel(tabId)
        const rest = new Map(get().byTab)
        rest.delete(tabId)
        set({ byTab: rest })
      },
    }
  })
}

/** Waits for it, but not for long, and not for whether it succeeds. */
async function inTime(work: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patienceMs)
  })
  await Promise.race([work.catch(() => undefined), late])
  clearTimeout(timer)
}

function applySendEvent(answer: Answer, event: SendEvent): Answer {
  if (event.type === 'end') return { state: 'answered', record: event.record, outcomes: event.outcomes }
  if (answer.state !== 'sending') return answer
  switch (event.type) {
    case 'started':
      return { ...answer, exchangeId: event.exchangeId }
    case 'sent':
      return answer
    case 'head':
      return { ...answer, status: { code: event.status, text: event.statusText } }
    case 'progress':
      return { ...answer, sentBytes: event.sentBytes, receivedBytes: event.receivedBytes }
  }
}

function answeredIn(answer: Answer | undefined): Answered | null {
  if (answer?.state === 'sending') return answer.before
  return answer?.state === 'answered' ? answer : null
}

function startOf(stop: AbortController, before: Answered | null): Sending {
  return { state: 'sending', stop, before, exchangeId: null, status: null, sentBytes: 0, receivedBytes: 0 }
}

// A failure has a history row once something was tried on the wire; none when the draft itself was refused.
async function recordOf(client: Client, answer: Answer): Promise<ExchangeRecord | null> {
  const exchangeId = answer.state === 'sending' ? answer.exchangeId : null
  if (exchangeId === null) return null
  try {
    return await client.history.show({ exchangeId })
  } catch {
    return null
  }
}
