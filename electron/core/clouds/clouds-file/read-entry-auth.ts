import type {
  ApplicationCredentialRef,
  AuthMethod,
  AuthScope,
  CloudAuth,
  DomainRef,
  UserRef,
} from '../../../../shared/model/cloud-auth.ts'
import type { CloudEntry } from './cloud-entry.ts'

/** How to sign in, and with what. Null where something is missing or not supported, which the entry then says. */
export function readEntryAuth(entry: CloudEntry): { auth: CloudAuth; secret: string | null } | null {
  const method = readMethod(entry)
  if (method === null) return null
  if (entry.has('passcode')) entry.note('passcode', 'passcode-in-file')
  const auth = readAuth(entry, method)
  const secret = method === 'totp' ? null : entry.text(secretKeys[method])
  return auth && { auth, secret }
}

const secretKeys = {
  password: 'password',
  'password-and-totp': 'password',
  token: 'token',
  'application-credential': 'application_credential_secret',
} as const

const methodOfType: ReadonlyMap<string, AuthMethod> = new Map([
  ['password', 'password'],
  ['v3password', 'password'],
  ['token', 'token'],
  ['v3token', 'token'],
  ['v3totp', 'totp'],
  ['v3applicationcredential', 'application-credential'],
])

/** `auth_type` alone decides: keys that would fit another type are told, never taken for it. */
function readMethod(entry: CloudEntry): AuthMethod | null {
  const type = entry.text('auth_type') ?? 'password'
  if (type === 'v3multifactor') return readFactors(entry)
  const method = methodOfType.get(type)
  if (!method) {
    entry.block('auth_type', 'auth-type-unsupported', type)
    return null
  }
  if (method !== 'password') return method
  const other = unstatedTypes.find(([key]) => entry.has(key))
  if (!other) return method
  const [key, itsType] = other
  if (entry.has('username') || entry.has('user_id')) {
    entry.note(key, 'auth-type-unstated', itsType)
    return method
  }
  entry.block(key, 'auth-type-unstated', itsType)
  return null
}

const unstatedTypes = [
  ['application_credential_id', 'v3applicationcredential'],
  ['application_credential_name', 'v3applicationcredential'],
  ['token', 'v3token'],
] as const

function readFactors(entry: CloudEntry): AuthMethod | null {
  const value = entry.find('auth_methods')?.value
  if (value === undefined) {
    entry.block('auth_methods', 'missing')
    return null
  }
  const list = typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value.map(textOf) : []
  const names = list.map((name) => name.trim().replace(/^v3/, '')).toSorted()
  if (names.join() === 'password,totp') return 'password-and-totp'
  const single = names.length === 1 ? methodOfType.get(`v3${names[0]}`) : undefined
  if (!single) entry.block('auth_methods', 'auth-method-unsupported', list.join(', '))
  return single ?? null
}

function textOf({ value }: { value: unknown }): string {
  return typeof value === 'string' ? value : ''
}

function readAuth(entry: CloudEntry, method: AuthMethod): CloudAuth | null {
  if (method === 'application-credential') {
    const credential = readCredential(entry)
    return credential && { method, credential }
  }
  if (method === 'token') {
    const scope = readAuthScope(entry)
    return scope && { method, scope }
  }
  const user = readUser(entry)
  const scope = readAuthScope(entry)
  return user && scope && { method, user, scope }
}

function readCredential(entry: CloudEntry): ApplicationCredentialRef | null {
  const id = entry.text('application_credential_id')
  if (id !== null) return { id }
  const name = entry.text('application_credential_name')
  if (name === null) entry.block('application_credential_id', 'missing')
  const user = name === null ? null : readUser(entry)
  return name === null || user === null ? null : { name, user }
}

function readUser(entry: CloudEntry): UserRef | null {
  const id = entry.text('user_id')
  if (id !== null) return { id }
  const name = entry.need('username')
  const domain = readDomain(entry, 'user')
  if (domain === null) entry.block('user_domain_name', 'missing')
  return name === null || domain === null ? null : { name, domain }
}

/** System and trust, then project, then domain; with none of them, the user's default project. */
function readAuthScope(entry: CloudEntry): AuthScope | null {
  const system = entry.text('system_scope')
  if (system === 'all') return { kind: 'system' }
  if (system !== null) entry.block('system_scope', 'system-scope', system)
  const trustId = entry.text('trust_id')
  if (trustId !== null) return { kind: 'trust', trustId }
  const id = entry.text('project_id')
  if (id !== null) return { kind: 'project', project: { id } }
  const name = entry.text('project_name')
  if (name !== null) {
    const domain = readDomain(entry, 'project')
    if (domain === null) entry.block('project_domain_name', 'missing')
    return domain && { kind: 'project', project: { name, domain } }
  }
  const domain = domainRef(entry.text('domain_id'), entry.text('domain_name'))
  return domain ? { kind: 'domain', domain } : { kind: 'default' }
}

/**
 * A bare `domain_…` stands for both domains where there is a project; otherwise it is the scope itself. Any id beats any
 * name, as in the loader.
 */
function readDomain(entry: CloudEntry, whose: 'user' | 'project'): DomainRef | null {
  const bare = entry.has('project_id') || entry.has('project_name')
  const keys = (what: 'id' | 'name') => [`${whose}_domain_${what}`, ...(bare ? [`domain_${what}`] : [])]
  return (
    domainRef(entry.firstText(...keys('id')), entry.firstText(...keys('name'))) ??
    domainRef(entry.firstText('default_domain_id', 'default_domain'), entry.text('default_domain_name'))
  )
}

function domainRef(id: string | null, name: string | null): DomainRef | null {
  if (id !== null) return { id }
  return name === null ? null : { name }
}
