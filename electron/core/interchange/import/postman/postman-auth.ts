import type { RequestDraft } from '../../../../../shared/model/request.ts'
import type { ImportContext } from '../import-context.ts'
import { type AuthNames, importedAuth } from '../imported-auth.ts'
import { withPlainNames } from '../variable-names.ts'
import { authParameters } from './postman-schema.ts'

/** What Postman calls the ways to sign in. Those that are not spoken here are left out, with a note. */
export function postmanAuthOf(
  auth: Record<string, unknown> | null,
  context: ImportContext,
): RequestDraft['auth'] {
  if (!auth) return { kind: 'inherit' }
  const type = String(auth['type'])
  const given = new Map(authParameters.parse(auth[type]))
  const value = (name: string) => withPlainNames(given.get(name) ?? '')
  // A token that Postman has asked for is all that some exports have.
  if (type === 'oauth2' && value('accessTokenUrl') === '' && value('accessToken') !== '')
    return { kind: 'bearer', token: value('accessToken') }
  return importedAuth({ type, value }, authNames, context)
}

const authNames: AuthNames = {
  accessTokenUrl: 'accessTokenUrl',
  authorizationUrl: 'authUrl',
  clientId: 'clientId',
  clientSecret: 'clientSecret',
  grantType: 'grant_type',
  keyInQuery: ['in', 'query'],
  clientInBody: ['client_authentication', 'body'],
}
