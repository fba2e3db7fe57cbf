import { createHash, randomBytes } from 'node:crypto'

import { AppError } from '../../../../shared/errors.ts'
import type { AuthorizeEvent } from '../../../../shared/model/request-auth.ts'
import { type RedirectListener, listenForRedirect } from './await-redirect.ts'
import { type CodeClient, fetchOauthToken, oauthRefused, type OauthParts } from './oauth-token.ts'
import { keepOauthToken, type OauthMemory } from './oauth-memory.ts'

export type AuthorizeParts = OauthParts &
  OauthMemory & {
    /** How long a person may take. */
    readonly patienceMs: number
  }

/**
 * Asks a person for leave, on a page that opens outside, and trades the answer for a token that the next requests are
 * signed with (RFC 6749 section 4.1, with PKCE: RFC 7636). Throws URL_INVALID, OAUTH_REFUSED, OAUTH_UNANSWERED, or what
 * sending throws.
 */
export async function* authorize(
  client: CodeClient,
  parts: AuthorizeParts,
  signal: AbortSignal,
): AsyncGenerator<AuthorizeEvent, void> {
  const page = pageUrl(client.authorizationUrl)
  const verifier = randomBytes(32).toString('base64url')
  const listener = await listenForRedirect()
  try {
    yield { type: 'open', url: authorizationUrl(page, client, { listener, verifier }) }
    const query = await answerOf(listener, { host: page.host, patienceMs: parts.patienceMs }, signal)
    const code = query.get('code')
    if (code === null) throw oauthRefused(page.host, Object.fromEntries(query), 'no code came back')
    const grant = {
      grant_type: 'authorization_code',
      code,
      redirect_uri: listener.redirectUri,
      code_verifier: verifier,
    }
    const token = await fetchOauthToken(client, grant, parts, signal)
    await keepOauthToken(client, token, parts)
    yield { type: 'done', expiresAtMs: token.expiresAtMs }
  } finally {
    listener.close()
  }
}

function pageUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url && /^https?:$/.test(url.protocol)) return url
  throw new AppError('URL_INVALID', { url: text.replace(/[?#].*$/, ''), detail: 'http or https' })
}

function authorizationUrl(
  page: URL,
  { clientId, scope }: CodeClient,
  { listener, verifier }: { listener: RedirectListener; verifier: string },
): string {
  const url = new URL(page)
  const asked = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: listener.redirectUri,
    state: listener.state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...(scope === '' ? {} : { scope }),
  }
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value)
  return url.href
}

async function answerOf(
  listener: RedirectListener,
  { host, patienceMs }: { host: string; patienceMs: number },
  signal: AbortSignal,
): Promise<URLSearchParams> {
  const late = AbortSignal.timeout(patienceMs)
  try {
    return await listener.answer(AbortSignal.any([signal, late]))
  } catch (error) {
    if (signal.aborted || !late.aborted) throw error
    throw new AppError('OAUTH_UNANSWERED', { host, limitMs: patienceMs })
  }
}
