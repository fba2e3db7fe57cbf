import type { RequestDraft } from '../../../../shared/model/request.ts'
import type { ImportContext } from './import-context.ts'

/** What a program calls the parts of its ways to sign in, where they differ between programs. */
export interface AuthNames {
  readonly accessTokenUrl: string
  readonly authorizationUrl: string
  readonly clientId: string
  readonly clientSecret: string
  readonly grantType: string
  /** The part that says whether an API key goes into the query, and how it says so. */
  readonly keyInQuery: readonly [name: string, value: string]
  /** The same for the client's id and secret in the body. */
  readonly clientInBody: readonly [name: string, value: string]
}

export interface ImportedAuth {
  readonly type: string
  value(name: string): string
}

/** What other programs call a way to sign in. Those that are not spoken here are left out, with a note. */
export function importedAuth(
  { type, value }: ImportedAuth,
  names: AuthNames,
  context: ImportContext,
): RequestDraft['auth'] {
  const says = ([name, wanted]: readonly [string, string]) => value(name) === wanted
  switch (type) {
    case '':
    case 'inherit':
      return { kind: 'inherit' }
    case 'none':
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
        in: says(names.keyInQuery) ? 'query' : 'header',
      }
    case 'oauth2':
      return oauthOf(value, names, says(names.clientInBody))
    default:
      context.note('auth-left-out', type)
      return { kind: 'inherit' }
  }
}

function oauthOf(value: ImportedAuth['value'], names: AuthNames, isInBody: boolean): RequestDraft['auth'] {
  const client = {
    tokenUrl: value(names.accessTokenUrl),
    clientId: value(names.clientId),
    clientSecret: value(names.clientSecret),
    scope: value('scope'),
    credentialsIn: isInBody ? ('body' as const) : ('header' as const),
  }
  if (value(names.grantType) === 'client_credentials') return { kind: 'oauth2-client-credentials', ...client }
  return {
    kind: 'oauth2-authorization-code',
    authorizationUrl: value(names.authorizationUrl),
    ...client,
  }
}
