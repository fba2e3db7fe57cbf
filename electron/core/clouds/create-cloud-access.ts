import { AppError } from '../../../shared/errors.ts'
import type { CloudAccess, CloudTokens, ServiceAccess } from '../identity/cloud-access.ts'
import type { Token } from '../identity/issue-token.ts'
import type { CloudContext } from './cloud-context.ts'
import { cloudFacts } from './cloud-facts.ts'
import { imageEndpointOf } from './image-endpoint.ts'
import { readConnection } from './read-connection.ts'

/** How the rest of the core gets at the clouds of `store` that `sessions` is signed in to. */
export function createCloudAccess(
  parts: Pick<CloudContext, 'store' | 'sessions' | 'secrets'>,
): CloudAccess & CloudTokens {
  const { store, sessions } = parts

  async function imageAccess(cloudId: string, token: Token, signal: AbortSignal): Promise<ServiceAccess> {
    const { settings } = store.find(cloudId)
    const endpoint = imageEndpointOf(token.catalog, settings)
    const { name: cloudName, regionName, interface: wanted } = settings
    if (!endpoint) throw new AppError('NO_IMAGE_SERVICE', { cloudName, regionName, interface: wanted })
    return {
      cloudId,
      cloudName,
      endpoint: endpoint.url,
      token: token.value,
      connection: await readConnection(settings, signal),
      isAdmin: token.roles.includes('admin'),
      projectId: token.project?.id ?? null,
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
      if (cloudId === null) return { verifyTls: true, extraCaPem: null, proxy: { kind: 'environment' } }
      return await readConnection(store.find(cloudId).settings, signal)
    },
    facts: (cloudId, signal) => cloudFacts(parts, cloudId, signal),
    idOf(name) {
      const record = store.all().find(({ settings }) => settings.name === name)
      if (!record) throw new AppError('CLOUD_NAME_UNKNOWN', { name })
      return record.id
    },
    async token(cloudId, refused, signal) {
      const { tokens, order } = sessions.need(cloudId)
      const token = refused === null ? await tokens.fresh(signal) : await tokens.afterRefusal(refused, signal)
      const cloudName = store.find(cloudId).settings.name
      return { value: token.value, cloudName, identityEndpoint: order.endpoint }
    },
  }
}
