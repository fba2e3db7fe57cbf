import { createHash } from 'node:crypto'

import { AppError, isAppError } from '../../../../shared/errors.ts'
import type { KeyStore } from '../../vault/key-store.ts'
import {
  type CodeClient,
  fetchOauthToken,
  type OauthClient,
  type OauthParts,
  type OauthToken,
} from './oauth-token.ts'
import type { TokenCache } from './token-cache.ts'

/** Tokens live in memory; what renews them lives in the key store, for the server that gave it alone. */
export interface OauthMemory {
  readonly tokens: TokenCache
  readonly secrets: KeyStore
}

/** By what a token is known again. */
export function oauthKey({ kind, tokenUrl, clientId, clientSecret, scope }: OauthClient): string {
  return JSON.stringify([kind, tokenUrl, clientId, clientSecret, scope])
}

export async function keepOauthToken(
  client: CodeClient,
  { value, expiresAtMs, refreshToken }: OauthToken,
  { tokens, secrets }: OauthMemory,
): Promise<void> {
  tokens.put(oauthKey(client), { value, expiresAtMs })
  if (refreshToken === null) return
  // Where nothing can be kept, the token serves until it ends.
  await secrets.set(storeName(client), refreshToken).catch(ignoreIfLocked)
}

/**
 * A new token for one that ended, without anybody being asked. Throws OAUTH_SIGN_IN_NEEDED where there is nothing to
 * renew it with, or the server does not take that any more.
 */
export async function renewOauthToken(
  client: CodeClient,
  parts: OauthParts & OauthMemory,
  signal: AbortSignal,
): Promise<OauthToken> {
  const { secrets } = parts
  const host = hostOf(client.authorizationUrl)
  const refreshToken = await secrets.get(storeName(client)).catch(ignoreIfLocked)
  if (!refreshToken) throw new AppError('OAUTH_SIGN_IN_NEEDED', { host })
  const grant = { grant_type: 'refresh_token', refresh_token: refreshToken }
  try {
    const token = await fetchOauthToken(client, grant, parts, signal)
    await keepOauthToken(client, token, parts)
    return token
  } catch (error) {
    if (!isAppError(error, 'OAUTH_REFUSED')) throw error
    await secrets.delete(storeName(client)).catch(ignoreIfLocked)
    throw new AppError('OAUTH_SIGN_IN_NEEDED', { host }, { cause: error })
  }
}

/** The server is part of the name: another one is never sent what this one gave. */
function storeName(client: CodeClient): string {
  const about = JSON.stringify([client.clientId, client.scope])
  const id = createHash('sha256').update(about).digest('hex').slice(0, 16)
  return `oauth/${originOf(client.tokenUrl)}/${id}`
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : url
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url
}

function ignoreIfLocked(error: unknown): null {
  if (isAppError(error, 'VAULT_LOCKED')) return null
  throw error
}
