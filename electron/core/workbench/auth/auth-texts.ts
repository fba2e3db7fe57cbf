import type { RequestAuth } from '../../../../shared/model/request-auth.ts'
import { redactHeaders } from '../../history/redact.ts'

/** What is used of `auth` where `inherited` stands above it. */
export function effectiveAuth(auth: RequestAuth, inherited: RequestAuth): RequestAuth {
  return auth.kind === 'inherit' ? inherited : auth
}

/** Every text of it that may hold `{{names}}`. */
export function textsOfAuth(auth: RequestAuth): string[] {
  const texts: string[] = []
  mapAuth(auth, (text) => {
    texts.push(text)
    return text
  })
  return texts
}

/** The same with each of its texts put through `change`. */
export function mapAuth(auth: RequestAuth, change: (text: string) => string): RequestAuth {
  switch (auth.kind) {
    case 'inherit':
    case 'none':
      return auth
    case 'basic':
    case 'digest':
      return { ...auth, username: change(auth.username), password: change(auth.password) }
    case 'bearer':
      return { ...auth, token: change(auth.token) }
    case 'api-key':
      return { ...auth, name: change(auth.name), value: change(auth.value) }
    case 'oauth2-authorization-code':
      return { ...auth, ...mapClient(auth, change), authorizationUrl: change(auth.authorizationUrl) }
    case 'oauth2-client-credentials':
      return { ...auth, ...mapClient(auth, change) }
    case 'keystone':
      return {
        ...auth,
        cloud: auth.cloud === null ? null : change(auth.cloud),
        scope: mapScope(auth.scope, change),
      }
  }
}

/** The same without the secrets that were typed; those behind a `{{name}}` are not in it. */
export function authWithoutSecrets(auth: RequestAuth): RequestAuth {
  switch (auth.kind) {
    case 'basic':
    case 'digest':
      return { ...auth, password: withoutSecret(auth.password) }
    case 'bearer':
      return { ...auth, token: withoutSecret(auth.token) }
    case 'api-key':
      return { ...auth, value: withoutSecret(auth.value) }
    case 'oauth2-client-credentials':
    case 'oauth2-authorization-code':
      return { ...auth, clientSecret: withoutSecret(auth.clientSecret) }
    case 'inherit':
    case 'none':
    case 'keystone':
      return auth
  }
}

/** Empty, or a `{{name}}`, a secret stays as it is. */
export function withoutSecret(text: string): string {
  return redactHeaders([['secret', text]])[0]?.[1] ?? ''
}

type Client = Extract<RequestAuth, { tokenUrl: string }>
type Scope = Extract<RequestAuth, { kind: 'keystone' }>['scope']

function mapClient({ tokenUrl, clientId, clientSecret, scope }: Client, change: (text: string) => string) {
  return {
    tokenUrl: change(tokenUrl),
    clientId: change(clientId),
    clientSecret: change(clientSecret),
    scope: change(scope),
  }
}

function mapScope(scope: Scope, change: (text: string) => string): Scope {
  if (scope.kind === 'project') return { ...scope, projectId: change(scope.projectId) }
  return scope.kind === 'domain' ? { ...scope, domainId: change(scope.domainId) } : scope
}
