import { AppError } from '../../../shared/errors.ts'
import type { CloudAccess, ServiceAccess } from '../identity/cloud-access.ts'
import type { Token } from '../identity/issue-token.ts'
import type { CloudContext } from './cloud-context.ts'
import { cloudFacts } from './cloud-facts.ts'
import { imageEndpointOf } from './image-endpoint.ts'
import { readConnection } from './read-connection.ts'

/** How the rest of the core gets at the clouds of `store` that `sessions` is signed in to. */
export function createCloudAccess(parts: Pick<CloudContext, 'store' | 'sessions' | 'secrets'>): CloudAccess {
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
    facts: (cloudId, signal) => cloudFacts(parts, cloudId, signal),
  }
}
