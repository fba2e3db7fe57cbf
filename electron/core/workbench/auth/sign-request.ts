import { isAppError } from '../../../../shared/errors.ts'
import type { RequestAuth } from '../../../../shared/model/request-auth.ts'
import type { HeaderPair } from '../../../../shared/model/wire.ts'
import { headerValue } from '../../http/collect-answer.ts'
import { targetOf } from '../../http/connection/prepare-request.ts'
import type { ConnectionOptions, ExchangeHead, SendExchange } from '../../http/exchange.ts'
import { type DigestChallenge, digestAuthorization, readChallenge } from './digest.ts'
import { keystoneToken, type KeystoneAccess } from './keystone-token.ts'
import { oauthKey, type OauthMemory, renewOauthToken } from './oauth-memory.ts'
import { fetchOauthToken, type OauthClient } from './oauth-token.ts'

/** What is added to a request so that it proves who asks. */
export interface Signature {
  readonly url: string
  readonly headers: readonly HeaderPair[]
  /** Values that no record may hold. */
  readonly secrets: readonly string[]
  /** After a 401, once: what to send instead. Null when nothing else would be better. */
  again(head: ExchangeHead): Promise<Signature | null>
}

export interface SignParts extends OauthMemory {
  readonly send: SendExchange
  readonly connection: ConnectionOptions
  readonly access: KeystoneAccess
  /** The cloud that is chosen. */
  readonly cloudId: string | null
  now(): number
}

interface Unsigned {
  readonly method: string
  readonly url: string
  readonly headers: readonly HeaderPair[]
}

/**
 * Signs a request whose variables are in place. A header that the request writes itself is left as it is typed.
 * Throws OAUTH_SIGN_IN_NEEDED, or what asking for a token throws.
 */
export async function signRequest(
  auth: RequestAuth,
  request: Unsigned,
  parts: SignParts,
  signal: AbortSignal,
): Promise<Signature> {
  const { url, headers } = request
  const asIs: Signature = { url, headers, secrets: [], again: async () => null }
  const header: AddHeader = (name, value, secrets) => ({
    ...asIs,
    headers: [...headers, [name, value]],
    secrets,
  })
  if (auth.kind === 'none' || auth.kind === 'inherit') return asIs
  if (auth.kind === 'api-key' && auth.in === 'query')
    return { ...asIs, url: withQuery(url, auth.name, auth.value), secrets: [auth.value] }
  if (headerValue(headers, headerOf(auth)) !== null) return asIs

  switch (auth.kind) {
    case 'basic': {
      const credentials = Buffer.from(`${auth.username}:${auth.password}`).toString('base64')
      return header('Authorization', `Basic ${credentials}`, [credentials, auth.password])
    }
    case 'bearer':
      return header('Authorization', `Bearer ${auth.token}`, [auth.token])
    case 'api-key':
      return header(auth.name, auth.value, [auth.value])
    case 'digest':
      return { ...asIs, secrets: [auth.password], again: async (head) => digested(auth, request, head) }
    case 'oauth2-authorization-code':
    case 'oauth2-client-credentials':
      return await withOauth(auth, header, parts, signal)
    case 'keystone':
      return await withKeystone(auth, header, parts, signal)
  }
}

type AddHeader = (name: string, value: string, secrets: readonly string[]) => Signature

async function withOauth(
  client: OauthClient,
  header: AddHeader,
  parts: SignParts,
  signal: AbortSignal,
): Promise<Signature> {
  const ask = async () => {
    if (client.kind === 'oauth2-authorization-code') return await renewOauthToken(client, parts, signal)
    const scope = client.scope === '' ? {} : { scope: client.scope }
    return await fetchOauthToken(client, { grant_type: 'client_credentials', ...scope }, parts, signal)
  }
  const sign = async (refused: string | null): Promise<Signature> => {
    const token = await parts.tokens.take(oauthKey(client), { refused, ask })
    const again = async () => (refused === null ? await signedAnew(token) : null)
    return { ...header('Authorization', `Bearer ${token}`, [token, client.clientSecret]), again }
  }
  // Who must be asked first sees the refusal.
  const signedAnew = (refused: string) =>
    sign(refused).catch((error: unknown) => {
      if (isAppError(error, 'OAUTH_SIGN_IN_NEEDED')) return null
      throw error
    })
  return await sign(null)
}

async function withKeystone(
  auth: Extract<RequestAuth, { kind: 'keystone' }>,
  header: AddHeader,
  parts: SignParts,
  signal: AbortSignal,
): Promise<Signature> {
  const sign = async (refused: string | null): Promise<Signature> => {
    const token = await keystoneToken(auth, { ...parts, refused }, signal)
    const again = async () => (refused === null ? await sign(token) : null)
    return { ...header('X-Auth-Token', token, [token]), again }
  }
  return await sign(null)
}

function digested(
  auth: Extract<RequestAuth, { kind: 'digest' }>,
  request: Unsigned,
  head: ExchangeHead,
): Signature | null {
  const challenge = challengeOf(head)
  if (!challenge) return null
  const { method, url, headers } = request
  const { username, password } = auth
  const value = digestAuthorization(challenge, { username, password, method, target: targetOf(url) })
  return {
    url,
    headers: [...headers, ['Authorization', value]],
    secrets: [password],
    // A nonce may have aged on the way; any other refusal is the password's.
    again: async (next) => (challengeOf(next)?.isStale ? digested(auth, request, next) : null),
  }
}

function challengeOf({ headers }: ExchangeHead): DigestChallenge | null {
  const values = headers.filter(([name]) => name.toLowerCase() === 'www-authenticate')
  return readChallenge(values.map(([, value]) => value))
}

/** The header that a kind of auth writes. */
function headerOf(auth: RequestAuth): string {
  if (auth.kind === 'keystone') return 'X-Auth-Token'
  return auth.kind === 'api-key' ? auth.name : 'Authorization'
}

function withQuery(url: string, name: string, value: string): string {
  const pair = new URLSearchParams([[name, value]]).toString()
  const [, before = url, fragment = ''] = /^([^#]*)(#.*)?$/s.exec(url) ?? []
  return `${before}${before.includes('?') ? '&' : '?'}${pair}${fragment}`
}
