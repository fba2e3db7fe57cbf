import type { SignedInCloud } from '../../lib/live.ts'

/**
 * What gets another token for the same user and scope (Identity API v3). Where the password is not what signs in, the
 * token at hand vouches: a passcode is good once.
 */
export function tokenBody({ settings, session }: SignedInCloud): object {
  const { auth } = settings
  if (auth.method === 'application-credential') {
    // It has its scope inside, and is refused with another one.
    return {
      auth: { identity: { methods: ['application_credential'], application_credential: credential(auth) } },
    }
  }
  const identity =
    auth.method === 'password'
      ? {
          methods: ['password'],
          password: { user: { id: '{{cloud.user_id}}', password: '{{cloud.password}}' } },
        }
      : { methods: ['token'], token: { id: '{{cloud.token}}' } }
  const trustId = auth.scope.kind === 'trust' ? auth.scope.trustId : null
  const scope = trustId === null ? scopeOf(session) : { scope: { 'OS-TRUST:trust': { id: trustId } } }
  return { auth: { identity, ...scope } }
}

function credential({
  credential: given,
}: Extract<SignedInCloud['settings']['auth'], { credential: unknown }>) {
  const secret = '{{cloud.secret}}'
  if ('id' in given) return { id: given.id, secret }
  return { name: given.name, secret, user: { id: '{{cloud.user_id}}' } }
}

function scopeOf({ scope, domainName }: SignedInCloud['session']): object {
  switch (scope) {
    case 'project':
      return { scope: { project: { id: '{{cloud.project_id}}' } } }
    case 'domain':
      return { scope: { domain: { name: domainName } } }
    case 'system':
      return { scope: { system: { all: true } } }
    case 'trust':
    case 'none':
      return {}
  }
}
