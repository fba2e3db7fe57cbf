import { createHash } from 'node:crypto'

import type { Cloud, CloudSettings, Session } from '../../../shared/model/cloud.ts'
import { imageInterfacesOf, regionNamesOf } from '../identity/read-catalog.ts'
import type { LiveSession } from './cloud-sessions.ts'
import type { CloudRecord } from './cloud-store.ts'
import { imageEndpointOf } from './image-endpoint.ts'

/** A cloud as the page may know it: of the token only a fingerprint. */
export function describeCloud(record: CloudRecord, live: LiveSession | null): Cloud {
  const { id, origin, settings, hasSecret } = record
  return { id, origin, settings, hasSecret, session: describeSession(settings, live) }
}

function describeSession(settings: CloudSettings, live: LiveSession | null): Session {
  if (!live) return { state: 'signed-out' }
  const token = live.tokens.current
  const image = imageEndpointOf(token.catalog, settings)
  return {
    state: 'signed-in',
    user: token.user,
    scope: token.scope,
    project: token.project,
    domainName: token.domainName,
    roles: [...token.roles],
    expiresAtMs: token.expiresAtMs,
    lifetimeMs: token.lifetimeMs,
    isRenewable: live.tokens.isRenewable,
    fingerprint: createHash('sha256').update(token.value).digest('hex').slice(0, 12),
    regionName: settings.regionName ?? image?.regionName ?? null,
    regionNames: regionNamesOf(token.catalog),
    interfaces: imageInterfacesOf(token.catalog, settings.regionName),
    identityEndpoint: live.order.endpoint,
    imageEndpoint: image?.url ?? null,
  }
}
