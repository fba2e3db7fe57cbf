import type { Call } from '../wire/call.ts'
import { type Accounts, defaultDomain, type Named } from './accounts.ts'
import { type Identity, rolesOfToken } from './identity.ts'
import type { Token } from './tokens.ts'

export function describeVersion(call: Call) {
  return {
    id: 'v3.14',
    status: 'stable',
    updated: '2020-04-07T00:00:00Z',
    links: [{ rel: 'self', href: `${call.origin}/v3/` }],
    'media-types': [{ base: 'application/json', type: 'application/vnd.openstack.identity-v3+json' }],
  }
}

/** A token without a scope has neither roles nor a catalog. */
export function describeToken(token: Token, identity: Identity, withCatalog: boolean) {
  const { accounts } = identity
  const catalog = withCatalog ? { catalog: describeCatalog(identity) } : {}
  const about = {
    methods: token.methods,
    user: { domain: defaultDomain, ...named(accounts.users, token.userId), password_expires_at: null },
    audit_ids: token.auditIds,
    expires_at: microseconds(token.expiresAt),
    issued_at: microseconds(token.issuedAt),
  }
  const { scope } = token
  if (scope.kind === 'none') return about
  if (scope.kind === 'system') {
    return {
      ...about,
      roles: roles(accounts, ['reader', 'member', 'admin']),
      system: { all: true },
      ...catalog,
    }
  }
  const project = { domain: defaultDomain, ...named(accounts.projects, scope.projectId) }
  const held = roles(accounts, rolesOfToken(token, accounts))
  return { ...about, project, is_domain: false, roles: held, ...describeGrant(token), ...catalog }
}

/** The trust or the application credential that a token stands on. */
function describeGrant({ scope, credential }: Token) {
  if (credential) {
    return { application_credential: { id: credential.id, name: credential.name, restricted: true } }
  }
  if (scope.kind !== 'project' || !scope.trust) return {}
  const { id, trustorId, trusteeId } = scope.trust
  return {
    'OS-TRUST:trust': {
      id,
      impersonation: false,
      trustor_user: { id: trustorId },
      trustee_user: { id: trusteeId },
    },
  }
}

export function describeCatalog(identity: Identity) {
  const { services } = identity.accounts
  return [
    describeService('identity', 'keystone', services.identity, identity.identityUrl()),
    describeService('image', 'glance', services.image, identity.imageUrl()),
  ]
}

export function describeProject(project: Named, call: Call) {
  return {
    ...project,
    domain_id: defaultDomain.id,
    description: '',
    enabled: true,
    parent_id: defaultDomain.id,
    is_domain: false,
    tags: [],
    options: {},
    links: { self: `${call.origin}/v3/projects/${project.id}` },
  }
}

function describeService(type: string, name: string, service: Accounts['services']['image'], url: string) {
  const endpoints = Object.entries(service.endpoints).map(([face, id]) => ({
    id,
    interface: face,
    region_id: 'RegionOne',
    url,
    region: 'RegionOne',
  }))
  return { endpoints, id: service.id, type, name }
}

function roles(accounts: Accounts, names: readonly (keyof Accounts['roles'])[]) {
  return names.map((name) => ({ id: accounts.roles[name], name }))
}

function named(list: readonly Named[], id: string): Named {
  return { id, name: list.find((one) => one.id === id)?.name ?? '' }
}

/** Keystone writes whole seconds as `2026-11-23T17:30:49.000000Z`. */
function microseconds(moment: Date): string {
  return moment.toISOString().replace(/\.\d+Z$/, '.000000Z')
}
