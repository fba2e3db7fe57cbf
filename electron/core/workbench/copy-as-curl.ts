import type { RequestAuth } from '../../../shared/model/request-auth.ts'
import type { Requests } from '../core.ts'
import { toCurl } from '../interchange/curl/to-curl.ts'
import { authWithoutSecrets, effectiveAuth, mapAuth } from './auth/auth-texts.ts'
import { curlRequest, withoutSecrets } from './curl-request.ts'
import { optionsWithoutSecrets } from './draft-without-secrets.ts'
import { findValues } from './known-values.ts'
import { fill } from './placeholders.ts'
import { namesOfTravel } from './prepare-exchange.ts'
import { nowhere } from './request-scope.ts'
import { namesOf, resolve, writtenRequest } from './resolve-draft.ts'
import type { SendParts } from './send-draft.ts'
import { mapOptions } from './travel-options.ts'

/**
 * A draft as a cURL command. A token that has to be asked for is not: the command names the variable that holds it.
 * Without secrets, one behind a name stays as its `{{name}}`, and one that was typed is left out.
 */
export async function copyAsCurl(
  sources: SendParts,
  { draft, cloudId, place = nowhere, withSecrets }: Parameters<Requests['toCurl']>[0],
  signal: AbortSignal,
): Promise<string> {
  const scope = await sources.scopeOf(place, signal)
  const { auth: asked, ...signed } = withTokenHeader(effectiveAuth(draft.auth, scope.auth))
  const own = writtenRequest(draft, scope.headers)
  const named = new Set(own.headers.map(([name]) => name.toLowerCase()))
  const added = signed.headers.filter(([name]) => !named.has(name.toLowerCase()))
  const written = { ...own, headers: [...own.headers, ...added] }
  const shown = withSecrets ? written : withoutSecrets(written)
  const auth = withSecrets ? asked : authWithoutSecrets(asked)
  const options = withSecrets ? draft.options : optionsWithoutSecrets(draft.options)

  const names = [...new Set([...namesOf(shown), ...namesOfTravel(auth, options)])]
  const { known } = await findValues(sources, { cloudId, scope, names }, signal)
  const told = [...known].filter(([, { isSecret }]) => withSecrets || !isSecret)
  const values = new Map(told.map(([name, { value }]) => [name, value]))
  const change = (text: string) => fill(text, values)
  const request = curlRequest(draft.method, resolve(shown, values), sources.files)
  return toCurl({ ...request, auth: mapAuth(auth, change), options: mapOptions(options, change) })
}

/** What curl cannot sign with becomes the header that it would make. */
function withTokenHeader(auth: RequestAuth): { auth: RequestAuth; headers: [string, string][] } {
  if (auth.kind === 'keystone')
    return { auth: { kind: 'none' }, headers: [['X-Auth-Token', '{{cloud.token}}']] }
  return auth.kind === 'oauth2-client-credentials' || auth.kind === 'oauth2-authorization-code'
    ? { auth: { kind: 'none' }, headers: [['Authorization', 'Bearer {{access_token}}']] }
    : { auth, headers: [] }
}
