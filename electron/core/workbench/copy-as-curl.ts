import type { RequestDraft, RequestPlace } from '../../../shared/model/request.ts'
import type { RequestAuth } from '../../../shared/model/request-auth.ts'
import { type CurlRequest, toCurl } from '../interchange/curl/to-curl.ts'
import { authWithoutSecrets, effectiveAuth, mapAuth } from './auth/auth-texts.ts'
import { curlRequest, withoutSecrets } from './curl-request.ts'
import { optionsWithoutSecrets } from './draft-without-secrets.ts'
import { findValues } from './known-values.ts'
import { fill } from './placeholders.ts'
import { namesOfTravel } from './prepare-exchange.ts'
import { nowhere, type RequestScope } from './request-scope.ts'
import { namesOf, resolve, type WrittenRequest, writtenRequest } from './resolve-draft.ts'
import type { SendParts } from './send-draft.ts'
import { mapOptions } from './travel-options.ts'

interface WriteOrder {
  readonly draft: RequestDraft
  readonly cloudId: string | null
  readonly place?: RequestPlace
  readonly withSecrets: boolean
}

/** A draft as a cURL command: see `writtenDown`. */
export async function copyAsCurl(
  sources: SendParts,
  order: WriteOrder,
  signal: AbortSignal,
): Promise<string> {
  return toCurl(await writtenDown(sources, order, signal))
}

/**
 * A draft as it is written down for other programs. A token that has to be asked for is not: the variable that holds it
 * is named. Without secrets, one behind a name stays as its `{{name}}`, and one that was typed is left out.
 */
export async function writtenDown(
  sources: SendParts,
  { draft, cloudId, place = nowhere, withSecrets }: WriteOrder,
  signal: AbortSignal,
): Promise<CurlRequest> {
  const scope = await sources.scopeOf(place, signal)
  const { auth: asked, ...written } = signed(draft, scope)
  const shown = withSecrets ? written : withoutSecrets(written)
  const auth = withSecrets ? asked : authWithoutSecrets(asked)
  const options = withSecrets ? draft.options : optionsWithoutSecrets(draft.options)

  const names = [...new Set([...namesOf(shown), ...namesOfTravel(auth, options)])]
  const { known } = await findValues(sources, { cloudId, scope, names }, signal)
  const told = [...known].filter(([, { isSecret }]) => withSecrets || !isSecret)
  const values = new Map(told.map(([name, { value }]) => [name, value]))
  const change = (text: string) => fill(text, values)
  const request = curlRequest(draft.method, resolve(shown, values), sources.files)
  return { ...request, auth: mapAuth(auth, change), options: mapOptions(options, change) }
}

/** The same with every name as it is, and every secret that was typed. */
export function writtenForCurl(
  draft: RequestDraft,
  above: Pick<RequestScope, 'headers' | 'auth'>,
  files: SendParts['files'],
): CurlRequest {
  const { auth, ...written } = signed(draft, above)
  return { ...curlRequest(draft.method, written, files), auth, options: draft.options }
}

/** With what it has from above, and with the header of a token that curl cannot ask for. */
function signed(
  draft: RequestDraft,
  above: Pick<RequestScope, 'headers' | 'auth'>,
): WrittenRequest & { auth: RequestAuth } {
  const { auth, headers } = withTokenHeader(effectiveAuth(draft.auth, above.auth))
  const own = writtenRequest(draft, above.headers)
  const named = new Set(own.headers.map(([name]) => name.toLowerCase()))
  const added = headers.filter(([name]) => !named.has(name.toLowerCase()))
  return { ...own, headers: [...own.headers, ...added], auth }
}

/** What curl cannot sign with becomes the header that it would make. */
function withTokenHeader(auth: RequestAuth): { auth: RequestAuth; headers: [string, string][] } {
  if (auth.kind === 'keystone')
    return { auth: { kind: 'none' }, headers: [['X-Auth-Token', '{{cloud.token}}']] }
  return auth.kind === 'oauth2-client-credentials' || auth.kind === 'oauth2-authorization-code'
    ? { auth: { kind: 'none' }, headers: [['Authorization', 'Bearer {{access_token}}']] }
    : { auth, headers: [] }
}
