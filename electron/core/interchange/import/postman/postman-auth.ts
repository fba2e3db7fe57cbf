import type { RequestDraft } from '../../../../../shared/model/request.ts'
import type { ImportContext } from '../import-context.ts'
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
  switch (type) {
    case 'noauth':
      return { kind: 'none' }
    case 'basic':
    case 'digest':
      return { kind: type, username: value('username'), password: value('password') }
    case 'bearer':
      return { kind: 'bearer', token: value('token') }
    case 'apikey':
      return {
        kind: 'api-key',
        name: value('key'),
        value: value('value'),
        in: value('in') === 'query' ? 'query' : 'header',
      }
    case 'oauth2':
      return oauthOf(value)
    default:
      context.note('auth-left-out', type)
      return { kind: 'inherit' }
  }
}

function oauthOf(value: (name: string) => string): RequestDraft['auth'] {
  const client = {
    tokenUrl: value('accessTokenUrl'),
    clientId: value('clientId'),
    clientSecret: value('clientSecret'),
    scope: value('scope'),
    credentialsIn: value('client_authentication') === 'body' ? ('body' as const) : ('header' as const),
  }
  if (client.tokenUrl === '' && value('accessToken') !== '')
    return { kind: 'bearer', token: value('accessToken') }
  if (value('grant_type') === 'client_credentials') return { kind: 'oauth2-client-credentials', ...client }
  return { kind: 'oauth2-authorization-code', authorizationUrl: value('authUrl'), ...client }
}
