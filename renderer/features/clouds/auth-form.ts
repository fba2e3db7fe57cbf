import type {
  AuthMethod,
  AuthScope,
  CloudAuth,
  DomainRef,
  UserRef,
} from '../../../shared/model/cloud-auth.ts'

/** How to sign in, as it is typed: every field a string, so that nothing is lost while the method or scope changes. */
export interface AuthForm {
  method: AuthMethod
  userBy: 'name' | 'id'
  userName: string
  userDomain: string
  userId: string
  credentialBy: 'name' | 'id'
  credentialId: string
  credentialName: string
  scopeKind: AuthScope['kind']
  projectBy: 'name' | 'id'
  projectName: string
  projectDomain: string
  projectId: string
  domainName: string
  trustId: string
}

/** Domains are typed as names; `id:` before one makes it an id, as few operators know their domain's id by heart. */
const idPrefix = 'id:'

export const emptyAuth: AuthForm = {
  method: 'password',
  userBy: 'name',
  userName: '',
  userDomain: 'Default',
  userId: '',
  credentialBy: 'id',
  credentialId: '',
  credentialName: '',
  scopeKind: 'project',
  projectBy: 'name',
  projectName: '',
  projectDomain: 'Default',
  projectId: '',
  domainName: 'Default',
  trustId: '',
}

export function authFormOf(auth: CloudAuth): AuthForm {
  const form = { ...emptyAuth, method: auth.method }
  if (auth.method !== 'application-credential')
    return { ...form, ...('user' in auth ? userForm(auth.user) : {}), ...scopeForm(auth.scope) }
  const { credential } = auth
  if ('id' in credential) return { ...form, credentialId: credential.id }
  return { ...form, credentialBy: 'name', credentialName: credential.name, ...userForm(credential.user) }
}

export function authOf(form: AuthForm): CloudAuth {
  switch (form.method) {
    case 'token':
      return { method: 'token', scope: scopeOf(form) }
    case 'application-credential':
      return {
        method: 'application-credential',
        credential:
          form.credentialBy === 'id'
            ? { id: form.credentialId.trim() }
            : { name: form.credentialName.trim(), user: userOf(form) },
      }
    case 'password':
    case 'totp':
    case 'password-and-totp':
      return { method: form.method, user: userOf(form), scope: scopeOf(form) }
  }
}

/** Whether a user is named at all: a token and the id of an application credential stand for one. */
export function asksForUser({ method, credentialBy }: AuthForm): boolean {
  return method === 'application-credential' ? credentialBy === 'name' : method !== 'token'
}

export function requiredAuthFields(form: AuthForm): (keyof AuthForm)[] {
  const ofUser = form.userBy === 'id' ? (['userId'] as const) : (['userName', 'userDomain'] as const)
  const user = asksForUser(form) ? ofUser : []
  if (form.method === 'application-credential')
    return [form.credentialBy === 'id' ? 'credentialId' : 'credentialName', ...user]
  return [...user, ...scopeFields(form)]
}

function scopeFields({ scopeKind, projectBy }: AuthForm): (keyof AuthForm)[] {
  if (scopeKind === 'project') return projectBy === 'id' ? ['projectId'] : ['projectName', 'projectDomain']
  if (scopeKind === 'domain') return ['domainName']
  return scopeKind === 'trust' ? ['trustId'] : []
}

function userForm(user: UserRef): Partial<AuthForm> {
  if ('id' in user) return { userBy: 'id', userId: user.id }
  return { userBy: 'name', userName: user.name, userDomain: domainText(user.domain) }
}

function scopeForm(scope: AuthScope): Partial<AuthForm> {
  const scopeKind = scope.kind
  if (scope.kind === 'domain') return { scopeKind, domainName: domainText(scope.domain) }
  if (scope.kind === 'trust') return { scopeKind, trustId: scope.trustId }
  if (scope.kind !== 'project') return { scopeKind }
  const { project } = scope
  if ('id' in project) return { scopeKind, projectBy: 'id', projectId: project.id }
  return { scopeKind, projectName: project.name, projectDomain: domainText(project.domain) }
}

function userOf(form: AuthForm): UserRef {
  if (form.userBy === 'id') return { id: form.userId.trim() }
  return { name: form.userName.trim(), domain: domainRefOf(form.userDomain) }
}

function scopeOf(form: AuthForm): AuthScope {
  switch (form.scopeKind) {
    case 'domain':
      return { kind: 'domain', domain: domainRefOf(form.domainName) }
    case 'trust':
      return { kind: 'trust', trustId: form.trustId.trim() }
    case 'project':
      return {
        kind: 'project',
        project:
          form.projectBy === 'id'
            ? { id: form.projectId.trim() }
            : { name: form.projectName.trim(), domain: domainRefOf(form.projectDomain) },
      }
    case 'default':
    case 'system':
    case 'unscoped':
      return { kind: form.scopeKind }
  }
}

function domainRefOf(text: string): DomainRef {
  const trimmed = text.trim()
  return trimmed.startsWith(idPrefix) ? { id: trimmed.slice(idPrefix.length).trim() } : { name: trimmed }
}

function domainText(domain: DomainRef): string {
  return 'id' in domain ? `${idPrefix}${domain.id}` : domain.name
}
