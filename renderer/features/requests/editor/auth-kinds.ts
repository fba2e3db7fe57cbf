import type { RequestAuth } from '../../../../shared/model/request-auth.ts'

type AuthKind = RequestAuth['kind']

/** A line of text that some kind of auth is made of. */
export type AuthField =
  | 'username'
  | 'password'
  | 'token'
  | 'name'
  | 'value'
  | 'authorizationUrl'
  | 'tokenUrl'
  | 'clientId'
  | 'clientSecret'
  | 'scope'

const oauthFields = ['tokenUrl', 'clientId', 'clientSecret', 'scope'] as const

/** The lines of each kind, in the order in which they are shown. */
export const authFields: Readonly<Record<AuthKind, readonly AuthField[]>> = {
  inherit: [],
  none: [],
  keystone: [],
  basic: ['username', 'password'],
  digest: ['username', 'password'],
  bearer: ['token'],
  'api-key': ['name', 'value'],
  'oauth2-client-credentials': oauthFields,
  'oauth2-authorization-code': ['authorizationUrl', ...oauthFields],
}

export const authKinds: readonly AuthKind[] = [
  'inherit',
  'none',
  'keystone',
  'basic',
  'bearer',
  'api-key',
  'digest',
  'oauth2-client-credentials',
  'oauth2-authorization-code',
]

export function emptyAuth(kind: AuthKind): RequestAuth {
  const client = { tokenUrl: '', clientId: '', clientSecret: '', scope: '', credentialsIn: 'header' } as const
  switch (kind) {
    case 'inherit':
    case 'none':
      return { kind }
    case 'basic':
    case 'digest':
      return { kind, username: '', password: '' }
    case 'bearer':
      return { kind, token: '' }
    case 'api-key':
      return { kind, name: '', value: '', in: 'header' }
    case 'oauth2-client-credentials':
      return { kind, ...client }
    case 'oauth2-authorization-code':
      return { kind, authorizationUrl: '', ...client }
    case 'keystone':
      return { kind, cloud: null, scope: { kind: 'cloud' } }
  }
}
