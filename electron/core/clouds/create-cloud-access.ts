import { AppError } from '../../../shared/errors.ts'
import type { CloudAccess, CloudFact, ServiceAccess } from '../identity/cloud-access.ts'
import { identityBase } from '../identity/identity-url.ts'
import type { Token } from '../identity/issue-token.ts'
import { findImageEndpoint } from '../identity/read-catalog.ts'
import type { CloudSessions, LiveSession } from './cloud-sessions.ts'
import type { CloudRecord, CloudStore } from './cloud-store.ts'
import type { Passwords } from './passwords.ts'
import { readConnection } from './read-connection.ts'

/** How the rest of the core gets at the clouds of `store` that `sessions` is signed in to. */
export function createCloudAccess(parts: {
  store: CloudStore
  sessions: CloudSessions
  passwords: Passwords
}): CloudAccess {
  const { store, sessions, passwords } = parts

  async function imageAccess(cloudId: string, token: Token, signal: AbortSignal): Promise<ServiceAccess> {
    const { settings } = store.find(cloudId)
    const endpoint = findImageEndpoint(token.catalog, settings)
    const { name: cloudName, regionName, interface: wanted } = settings
    if (!endpoint) throw new AppError('NO_IMAGE_SERVICE', { cloudName, regionName, interface: wanted })
    return {
      cloudId,
      cloudName,
      endpoint: endpoint.url,
      token: token.value,
      connection: await readConnection(settings, signal),
      isAdmin: token.roles.includes('admin'),
    }
  }

  return {
    async imageService(cloudId, signal) {
      return await imageAccess(cloudId, await sessions.need(cloudId).tokens.fresh(signal), signal)
    },
    async renewedImageService(cloudId, refusedToken, signal) {
      const token = await sessions.need(cloudId).tokens.afterRefusal(refusedToken, signal)
      return await imageAccess(cloudId, token, signal)
    },
    async connectionFor(cloudId, signal) {
      if (cloudId === null) return { verifyTls: true, extraCaPem: null }
      return await readConnection(store.find(cloudId).settings, signal)
    },
    async facts(cloudId, signal) {
      const record = store.find(cloudId)
      await renewIfPossible(sessions.find(cloudId), signal)
      const live = sessions.find(cloudId)
      const password = live?.order.password ?? (record.hasPassword ? await passwords.find(cloudId) : null)
      const secret = password === null ? [] : [fact('password', password, true)]
      return [...(live ? signedInFacts(record, live) : signedOutFacts(record)), ...secret]
    },
  }
}

/** Facts are still worth having when the cloud is out of reach; its answer to an old token then says so. */
async function renewIfPossible(live: LiveSession | null, signal: AbortSignal): Promise<void> {
  try {
    await live?.tokens.fresh(signal)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
  }
}

function signedInFacts({ settings }: CloudRecord, { order, tokens }: LiveSession): CloudFact[] {
  const { user, project, catalog, value } = tokens.current
  const image = findImageEndpoint(catalog, settings)
  return [
    fact('identity', order.endpoint),
    ...optional('image', image?.url),
    fact('user_id', user.id),
    fact('user_name', user.name),
    ...optional('project_id', project?.id),
    ...optional('region', settings.regionName ?? image?.regionName),
    fact('token', value, true),
  ]
}

function signedOutFacts({ settings }: CloudRecord): CloudFact[] {
  const { authUrl, user, scope, regionName } = settings
  const project = scope.kind === 'project' ? scope.project : null
  return [
    fact('identity', identityBase(authUrl)),
    ...('id' in user ? [fact('user_id', user.id)] : [fact('user_name', user.name)]),
    ...optional('project_id', project && 'id' in project ? project.id : null),
    ...optional('region', regionName),
  ]
}

function fact(name: string, value: string, isSecret = false): CloudFact {
  return { name: `cloud.${name}`, value, isSecret }
}

function optional(name: string, value: string | null | undefined): CloudFact[] {
  return value === null || value === undefined ? [] : [fact(name, value)]
}
