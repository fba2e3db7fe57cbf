import { AppError } from '../../../shared/errors.ts'
import type { RequestDraft } from '../../../shared/model/request.ts'
import type { RequestAuth } from '../../../shared/model/request-auth.ts'
import type { RequestOptions } from '../../../shared/model/request-options.ts'
import type { FileRegistry } from '../files/file-registry.ts'
import type { BodyStore } from '../history/create-body-store.ts'
import { headerValue } from '../http/collect-answer.ts'
import type { BodySource, CookieJar, ExchangeHead, ExchangeRequest, SendExchange } from '../http/exchange.ts'
import type { CloudAccess } from '../identity/cloud-access.ts'
import { effectiveAuth, mapAuth, textsOfAuth } from './auth/auth-texts.ts'
import type { KeystoneAccess } from './auth/keystone-token.ts'
import { type Signature, signRequest } from './auth/sign-request.ts'
import type { TokenCache } from './auth/token-cache.ts'
import { bodySource, urlencoded } from './body-source.ts'
import type { KeyStore } from '../vault/key-store.ts'
import { findValues, type ValueQuery, type ValueSources } from './known-values.ts'
import { fill, jsonEscaped, namesIn } from './placeholders.ts'
import { namesOf, resolve, writtenRequest } from './resolve-draft.ts'
import { connectionOptions, mapOptions, travelOptions } from './travel-options.ts'

export interface ExchangeParts extends ValueSources {
  readonly secrets: KeyStore
  readonly send: SendExchange
  readonly access: KeystoneAccess & Pick<CloudAccess, 'facts'>
  readonly files: Pick<FileRegistry, 'find'>
  readonly bodies: Pick<BodyStore, 'pathFor'>
  readonly tokens: TokenCache
}

export interface ExchangeOrder extends ValueQuery {
  readonly draft: RequestDraft
  /** Null: none are kept or sent. */
  readonly cookies: CookieJar | null
}

/** An exchange that can be made, once. */
export interface PreparedExchange {
  readonly request: ExchangeRequest
  /** What the request is made with and nobody may see. */
  readonly secrets: readonly string[]
  /** After a 401: what to send instead, or null when nothing else would be better. */
  again(head: ExchangeHead): Promise<PreparedExchange | null>
}

const idleTimeoutMs = 60_000
const largestUnaskedBytes = 1024 * 1024

/**
 * Makes an exchange of a draft, signed. Throws VARIABLES_UNKNOWN, with every name that has no value, VARIABLES_CYCLIC,
 * VARIABLE_TOO_LONG, FILE_NOT_CHOSEN, FILE_LOST or TLS_FILE_UNREADABLE, and what asking the cloud for its facts and
 * signing throw.
 */
export async function prepareExchange(
  parts: ExchangeParts,
  order: ExchangeOrder,
  signal: AbortSignal,
): Promise<PreparedExchange> {
  const { cloudId, draft, cookies } = order
  const { url, auth, options, secrets, ...resolved } = await resolveDraft(parts, order, signal)
  const { source: body, headers, check } = bodySource(resolved.body, resolved.headers, parts.files)
  await check?.()
  const connection = await connectionOptions(
    options,
    await parts.access.connectionFor(cloudId, signal),
    signal,
  )
  const prepared = (signature: Signature): PreparedExchange => {
    const id = crypto.randomUUID()
    const known = [...new Set([...secrets, ...signature.secrets.filter(Boolean).flatMap(spellings)])]
    const request: ExchangeRequest = {
      id,
      method: draft.method,
      url: signature.url,
      headers: signature.headers,
      body,
      into: { kind: 'file', path: parts.bodies.pathFor(id) },
      connection,
      ...travelOptions(options, cookies),
      expectContinue: isLarge(body) && headerValue(headers, 'expect') === null,
      idleTimeoutMs,
      sentStartBytes: 65_536,
      context: { origin: 'workbench', cloudId, imageId: imageIdIn(url), secrets: known },
    }
    const again = async (head: ExchangeHead) => {
      const next = await signature.again(head)
      return next && prepared(next)
    }
    return { request, secrets: known, again }
  }
  const unsigned = { method: draft.method, url, headers }
  return prepared(await signRequest(auth, unsigned, { ...parts, connection, cloudId }, signal))
}

/** Everything of a draft with values in place of names. */
async function resolveDraft(
  sources: ValueSources,
  { draft, cloudId, scope }: ExchangeOrder,
  signal: AbortSignal,
) {
  const written = writtenRequest(draft, scope.headers)
  const auth = effectiveAuth(draft.auth, scope.auth)
  const names = [...new Set([...namesOf(written), ...namesOfTravel(auth, draft.options)])]
  const { known, missing } = await findValues(sources, { cloudId, scope, names }, signal)
  if (missing.length > 0) throw new AppError('VARIABLES_UNKNOWN', { names: [...missing] })
  const values = new Map([...known].map(([name, { value }]) => [name, value]))
  const change = (text: string) => fill(text, values)
  return {
    ...resolve(written, values),
    auth: mapAuth(auth, change),
    options: mapOptions(draft.options, change),
    secrets: [...known.values()].filter(({ isSecret }) => isSecret).flatMap(({ value }) => spellings(value)),
  }
}

/** Every name that signing and travelling need a value of. */
export function namesOfTravel(auth: RequestAuth, options: RequestOptions): string[] {
  const texts = textsOfAuth(auth)
  mapOptions(options, (text) => {
    texts.push(text)
    return text
  })
  return namesIn(texts)
}

/** A secret as it may stand in a request: as it is, in JSON, in a URL and in a form. */
function spellings(value: string): string[] {
  const inForm = urlencoded([['', value]]).slice(1)
  return [...new Set([value, jsonEscaped(value), inForm.replaceAll('+', '%20'), inForm])]
}

/** curl asks before it sends more than this; an early refusal then costs nothing. */
function isLarge(body: BodySource): boolean {
  return (body.kind === 'file' || body.kind === 'stream') && (body.sizeBytes ?? 0) > largestUnaskedBytes
}

function imageIdIn(url: string): string | null {
  return /\/v2\/images\/([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})(?![\w-])/i.exec(url)?.[1] ?? null
}
