import { stringify } from 'yaml'

import type { CloudSettings } from '../../../../shared/model/cloud.ts'
import type { AuthScope, CloudAuth, DomainRef, UserRef } from '../../../../shared/model/cloud-auth.ts'

export interface CloudToWrite {
  readonly settings: CloudSettings
  readonly secret: string | null
}

/**
 * Writes clouds as openstacksdk reads them: a clouds.yaml without, and a secure.yaml with nothing but the secrets; null
 * where there are none. "Explicitly unscoped" has no word there and becomes the user's default.
 */
export function writeCloudsFile(clouds: readonly CloudToWrite[]): {
  text: string
  secureText: string | null
} {
  const entries = clouds.map(({ settings }) => [settings.name, entryOf(settings)])
  const secrets = clouds.flatMap(({ settings, secret }) =>
    secret === null ? [] : [[settings.name, { auth: { [secretKeyOf(settings.auth)]: secret } }]],
  )
  return {
    text: stringify({ clouds: Object.fromEntries(entries) as unknown }, strings),
    secureText:
      secrets.length === 0 ? null : stringify({ clouds: Object.fromEntries(secrets) as unknown }, strings),
  }
}

/** YAML 1.1, which openstacksdk reads, takes `yes`, `007` and `1e3` for something else than text. */
const strings = { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'QUOTE_DOUBLE', lineWidth: 0 } as const

function entryOf(settings: CloudSettings): unknown {
  const { auth, authUrl, regionName, interface: face, imageEndpoint } = settings
  const { verifyTls, caFile, clientCertFile, clientKeyFile } = settings
  return withoutNulls({
    auth_type: authTypes[auth.method],
    ...(auth.method === 'password-and-totp' ? { auth_methods: ['v3password', 'v3totp'] } : {}),
    auth: withoutNulls({ auth_url: authUrl, ...authKeys(auth) }),
    region_name: regionName,
    interface: face,
    image_endpoint_override: imageEndpoint,
    verify: verifyTls ? null : false,
    cacert: caFile,
    cert: clientCertFile,
    key: clientKeyFile,
  })
}

const authTypes = {
  password: 'v3password',
  totp: 'v3totp',
  'password-and-totp': 'v3multifactor',
  token: 'v3token',
  'application-credential': 'v3applicationcredential',
} as const

function secretKeyOf({ method }: CloudAuth): string {
  if (method === 'token') return 'token'
  return method === 'application-credential' ? 'application_credential_secret' : 'password'
}

function authKeys(auth: CloudAuth): Record<string, string> {
  if (auth.method !== 'application-credential')
    return { ...('user' in auth ? userKeys(auth.user) : {}), ...scopeKeys(auth.scope) }
  const { credential } = auth
  if ('id' in credential) return { application_credential_id: credential.id }
  return { application_credential_name: credential.name, ...userKeys(credential.user) }
}

function userKeys(user: UserRef): Record<string, string> {
  if ('id' in user) return { user_id: user.id }
  return { username: user.name, ...domainKeys('user_domain', user.domain) }
}

function scopeKeys(scope: AuthScope): Record<string, string> {
  switch (scope.kind) {
    case 'default':
    case 'unscoped':
      return {}
    case 'system':
      return { system_scope: 'all' }
    case 'trust':
      return { trust_id: scope.trustId }
    case 'domain':
      return domainKeys('domain', scope.domain)
    case 'project': {
      const { project } = scope
      if ('id' in project) return { project_id: project.id }
      return { project_name: project.name, ...domainKeys('project_domain', project.domain) }
    }
  }
}

function domainKeys(prefix: string, domain: DomainRef): Record<string, string> {
  return 'id' in domain ? { [`${prefix}_id`]: domain.id } : { [`${prefix}_name`]: domain.name }
}

function withoutNulls(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))
}
