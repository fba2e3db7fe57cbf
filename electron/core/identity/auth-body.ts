import type {
  ApplicationCredentialRef,
  AuthScope,
  CloudAuth,
  DomainRef,
  ProjectRef,
  UserRef,
} from '../../../shared/model/cloud-auth.ts'

/** What proves who is asking. A passcode is good for half a minute and is never kept. */
export interface Proof {
  /** A password, a token, or the secret of an application credential. */
  readonly secret: string | null
  readonly passcode: string | null
}

/** The names that Keystone has for its methods. */
export type IdentityMethod = 'password' | 'totp' | 'token' | 'application_credential'

export function methodsOf({ method }: CloudAuth): IdentityMethod[] {
  switch (method) {
    case 'password':
    case 'totp':
    case 'token':
      return [method]
    case 'password-and-totp':
      return ['password', 'totp']
    case 'application-credential':
      return ['application_credential']
  }
}

/**
 * The body of POST /v3/auth/tokens (Identity API v3, "Authentication and token management"). `methods` are those to send
 * now: after a receipt, only what is still missing.
 */
export function authBody(auth: CloudAuth, proof: Proof, methods: readonly IdentityMethod[]): unknown {
  const parts = methods.map((method) => [method, methodBody(method, auth, proof)] as const)
  const identity = { methods, ...Object.fromEntries(parts) }
  const scope = 'scope' in auth ? scopeBody(auth.scope) : undefined
  return { auth: scope === undefined ? { identity } : { identity, scope } }
}

function methodBody(method: IdentityMethod, auth: CloudAuth, { secret, passcode }: Proof): unknown {
  if (method === 'token') return { id: secret }
  if (auth.method === 'application-credential') return credentialBody(auth.credential, secret)
  const user = 'user' in auth ? userBody(auth.user) : {}
  return method === 'totp' ? { user: { ...user, passcode } } : { user: { ...user, password: secret } }
}

function credentialBody(credential: ApplicationCredentialRef, secret: string | null): unknown {
  if ('id' in credential) return { id: credential.id, secret }
  return { name: credential.name, user: userBody(credential.user), secret }
}

function scopeBody(scope: AuthScope): unknown {
  switch (scope.kind) {
    case 'default':
      return undefined
    case 'unscoped':
      return 'unscoped'
    case 'project':
      return { project: projectBody(scope.project) }
    case 'domain':
      return { domain: domainBody(scope.domain) }
    case 'system':
      return { system: { all: true } }
    case 'trust':
      return { 'OS-TRUST:trust': { id: scope.trustId } }
  }
}

function userBody(user: UserRef): object {
  return 'id' in user ? { id: user.id } : { name: user.name, domain: domainBody(user.domain) }
}

function projectBody(project: ProjectRef): unknown {
  return 'id' in project ? { id: project.id } : { name: project.name, domain: domainBody(project.domain) }
}

function domainBody(domain: DomainRef): DomainRef {
  return 'id' in domain ? { id: domain.id } : { name: domain.name }
}
