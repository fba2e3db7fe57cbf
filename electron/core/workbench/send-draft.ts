import type { RequestPlace, SendEvent } from '../../../shared/model/request.ts'
import type { History, Requests } from '../core.ts'
import { redactHeaders, redactUrl } from '../history/redact.ts'
import type { AnswerBody, CookieJar, ExchangeEvent, ExchangeHead, SendExchange } from '../http/exchange.ts'
import { namesOfActions } from './action-texts.ts'
import { carryOutActions } from './carry-out-actions.ts'
import { findValues, type ValueQuery } from './known-values.ts'
import { type ExchangeParts, type PreparedExchange, prepareExchange } from './prepare-exchange.ts'
import { nowhere, type RequestScope } from './request-scope.ts'

export interface SendParts extends ExchangeParts {
  readonly history: Pick<History, 'show'>
  scopeOf(place: RequestPlace, signal: AbortSignal): Promise<RequestScope>
  /** What the requests of an environment remember for servers. Throws VAULT_LOCKED. */
  cookiesOf(environmentId: string | null): Promise<CookieJar>
}

type SendInput = Parameters<Requests['send']>[0]

interface Ending {
  readonly exchangeId: string
  readonly answer: { readonly head: ExchangeHead; readonly body: AnswerBody; readonly tookMs: number }
}

/** Sends a draft, and takes out of the answer what its actions ask for. */
export async function* sendDraft(
  parts: SendParts,
  { draft, cloudId, place = nowhere }: SendInput,
  signal: AbortSignal,
): AsyncGenerator<SendEvent, void> {
  const scope = await parts.scopeOf(place, signal)
  const cookies = draft.options.cookies ? await parts.cookiesOf(place.environmentId) : null
  const order = { draft, cloudId, scope, cookies }
  const first = await prepareExchange(parts, order, signal)
  const { exchangeId, answer } = yield* sendSigned(parts.send, first, signal)
  const outcomes = await actOn(parts, { draft, cloudId, scope }, answer, signal)
  yield { type: 'end', record: await parts.history.show(exchangeId, signal), outcomes }
}

/**
 * Sends what was prepared, and what is better than that for as long as there is something better: a server may refuse
 * a token that has ended, or ask for a proof that only its refusal makes possible. Each is an exchange of its own, with
 * its own `started`; of those that were refused nothing more is told.
 */
async function* sendSigned(
  send: SendExchange,
  first: PreparedExchange,
  signal: AbortSignal,
): AsyncGenerator<SendEvent, Ending> {
  for (let prepared = first; ; ) {
    const { request, secrets } = prepared
    yield { type: 'started', exchangeId: request.id, url: redactUrl(request.url, secrets) }
    let [head, next, isMoved]: [ExchangeHead | null, PreparedExchange | null, boolean] = [null, null, false]
    for await (const event of send(request, signal)) {
      // What another address refuses is not for the one that was asked to make good.
      if (event.type === 'redirected') isMoved = true
      if (event.type === 'head') {
        head = event
        next = event.status === 401 && !isMoved ? await prepared.again(event) : null
      }
      if (event.type !== 'end') {
        const shown = next ? null : asShown(event, secrets)
        if (shown) yield shown
      } else if (head && !next)
        return { exchangeId: request.id, answer: { head, body: event.body, tookMs: event.atMs } }
    }
    if (!next) throw new Error('an exchange ended without an answer')
    prepared = next
  }
}

async function actOn(
  parts: SendParts,
  { draft, cloudId, scope }: ValueQuery & Pick<SendInput, 'draft'>,
  answer: Ending['answer'],
  signal: AbortSignal,
) {
  const names = namesOfActions(draft.actions)
  const { known } = await findValues(parts, { cloudId, scope, names }, signal)
  const values = new Map([...known].map(([name, { value }]) => [name, value]))
  const done = await carryOutActions(draft.actions, { answer, values }, signal)
  for (const { outcome, value } of done) {
    const { action } = outcome
    if (action.kind !== 'set-variable' || value === null) continue
    parts.session.capture(cloudId, action.variable, { value, isSecret: action.isSecret })
  }
  return done.map(({ outcome }) => outcome)
}

/** What the page may see of an event: no token, and nothing that it has no use for. */
function asShown(
  event: Exclude<ExchangeEvent, { type: 'end' }>,
  secrets: readonly string[],
): SendEvent | null {
  switch (event.type) {
    case 'secured':
    case 'connected':
    case 'body-sent':
    case 'redirected':
      return null
    case 'sent':
      return { type: 'sent', atMs: event.atMs }
    case 'head': {
      const { atMs, status, statusText } = event
      return { type: 'head', atMs, status, statusText, headers: redactHeaders(event.headers, secrets) }
    }
    case 'progress':
      return { type: 'progress', sentBytes: event.sentBytes, receivedBytes: event.receivedBytes }
  }
}
