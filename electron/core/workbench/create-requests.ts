import type { RequestPlace, SendEvent } from '../../../shared/model/request.ts'
import type { History, Requests } from '../core.ts'
import type { FileRegistry } from '../files/file-registry.ts'
import type { BodyStore } from '../history/create-body-store.ts'
import { redactHeaders, redactUrl } from '../history/redact.ts'
import type { ExchangeEvent, ExchangeHead, SendExchange } from '../http/exchange.ts'
import type { CloudAccess } from '../identity/cloud-access.ts'
import { fromCurl } from '../interchange/curl/from-curl.ts'
import { toCurl } from '../interchange/curl/to-curl.ts'
import type { KeyStore } from '../vault/key-store.ts'
import { namesOfActions } from './action-texts.ts'
import { carryOutActions } from './carry-out-actions.ts'
import { curlRequest, withoutSecrets } from './curl-request.ts'
import { allValues, findValues } from './known-values.ts'
import { prepareExchange } from './prepare-exchange.ts'
import { nowhere, type RequestScope } from './request-scope.ts'
import { namesOf, resolve, writtenRequest } from './resolve-draft.ts'
import { SessionVariables } from './session-variables.ts'

export interface WorkbenchParts {
  /** Recorded: the workbench tells the record that `history` holds when an exchange ends. */
  readonly send: SendExchange
  readonly history: Pick<History, 'show'>
  readonly access: Pick<CloudAccess, 'connectionFor' | 'facts'>
  readonly files: Pick<FileRegistry, 'addPath' | 'find'>
  readonly bodies: Pick<BodyStore, 'pathFor'>
  readonly secrets: Pick<KeyStore, 'get'>
  /** What a request has from where it stands, and from the environment that is chosen. */
  scopeOf(place: RequestPlace, signal: AbortSignal): Promise<RequestScope>
  now(): number
}

type SendInput = Parameters<Requests['send']>[0]

/** The workbench: drafts become exchanges, and their answers variables for the next. */
export function createRequests(parts: WorkbenchParts): Requests {
  const session = new SessionVariables()
  const sources = { ...parts, session }

  return {
    send: (input, signal) => sendDraft(parts, session, input, signal),
    fromCurl: (command, signal) => fromCurl(command, parts.files, signal),
    toCurl: async ({ draft, cloudId, place = nowhere, withSecrets }, signal) => {
      const scope = await parts.scopeOf(place, signal)
      const written = writtenRequest(draft, scope.headers)
      const shown = withSecrets ? written : withoutSecrets(written)
      const { known } = await findValues(sources, { cloudId, scope, names: namesOf(shown) }, signal)
      const told = [...known].filter(([, { isSecret }]) => withSecrets || !isSecret)
      const resolved = resolve(shown, new Map(told.map(([name, { value }]) => [name, value])))
      return toCurl(curlRequest(draft.method, resolved, parts.files))
    },
    variables: async ({ cloudId, place = nowhere }, signal) => {
      const known = await allValues(sources, { cloudId, scope: await parts.scopeOf(place, signal) }, signal)
      return [...known]
        .map(([name, held]) => ({ ...held, name, value: held.isSecret ? null : held.value }))
        .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    },
    setVariable: ({ name, value, isSecret }) => session.set(name, value, isSecret),
  }
}

async function* sendDraft(
  parts: WorkbenchParts,
  session: SessionVariables,
  { draft, cloudId, place = nowhere }: SendInput,
  signal: AbortSignal,
): AsyncGenerator<SendEvent, void> {
  const scope = await parts.scopeOf(place, signal)
  const { request, secrets } = await prepareExchange({ ...parts, session }, { draft, cloudId, scope }, signal)
  yield { type: 'started', exchangeId: request.id, url: redactUrl(request.url, secrets) }

  let head: ExchangeHead | undefined
  for await (const event of parts.send(request, signal)) {
    if (event.type === 'head') head = event
    if (event.type !== 'end') {
      const shown = asShown(event, secrets)
      if (shown) yield shown
      continue
    }
    if (!head) throw new Error('an exchange ended without an answer')
    const answer = { head, body: event.body, tookMs: event.atMs }
    const names = namesOfActions(draft.actions)
    const { known } = await findValues({ ...parts, session }, { cloudId, scope, names }, signal)
    const values = new Map([...known].map(([name, { value }]) => [name, value]))
    const done = await carryOutActions(draft.actions, { answer, values }, signal)
    for (const { outcome, value } of done) {
      const { action } = outcome
      if (action.kind !== 'set-variable' || value === null) continue
      session.capture(cloudId, action.variable, { value, isSecret: action.isSecret })
    }
    const record = await parts.history.show(request.id, signal)
    yield { type: 'end', record, outcomes: done.map(({ outcome }) => outcome) }
  }
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
