import { AppError } from '../../../shared/errors.ts'
import type { AuthorizeEvent, RequestAuth } from '../../../shared/model/request-auth.ts'
import type { RequestPlace } from '../../../shared/model/request.ts'
import { effectiveAuth, mapAuth, textsOfAuth } from './auth/auth-texts.ts'
import { authorize } from './auth/authorize.ts'
import { findValues } from './known-values.ts'
import { fill, namesIn } from './placeholders.ts'
import { nowhere } from './request-scope.ts'
import type { SendParts } from './send-draft.ts'

/** Nobody waits longer for a page to be answered. */
const patienceMs = 5 * 60_000

/**
 * Signs in for requests that are signed by an authorization code. Throws AUTH_UNSUPPORTED for another way to sign,
 * VARIABLES_UNKNOWN, and what `authorize` throws.
 */
export async function* authorizeRequest(
  sources: SendParts,
  { auth, cloudId, place = nowhere }: { auth: RequestAuth; cloudId: string | null; place?: RequestPlace },
  signal: AbortSignal,
): AsyncGenerator<AuthorizeEvent, void> {
  const scope = await sources.scopeOf(place, signal)
  const asked = effectiveAuth(auth, scope.auth)
  const names = namesIn(textsOfAuth(asked))
  const { known, missing } = await findValues(sources, { cloudId, scope, names }, signal)
  if (missing.length > 0) throw new AppError('VARIABLES_UNKNOWN', { names: [...missing] })
  const values = new Map([...known].map(([name, { value }]) => [name, value]))
  const client = mapAuth(asked, (text) => fill(text, values))
  if (client.kind !== 'oauth2-authorization-code') throw new AppError('AUTH_UNSUPPORTED', {})
  const connection = await sources.access.connectionFor(cloudId, signal)
  yield* authorize(client, { ...sources, connection, patienceMs }, signal)
}
