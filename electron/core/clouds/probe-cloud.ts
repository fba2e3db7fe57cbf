import type { CloudProbe, CloudSettings } from '../../../shared/model/cloud.ts'
import type { Proof } from '../identity/auth-body.ts'
import { discoverIdentity } from '../identity/discover-identity.ts'
import { issueToken } from '../identity/issue-token.ts'
import { revokeToken } from '../identity/revoke-token.ts'
import type { CloudContext } from './cloud-context.ts'
import { imageEndpointOf } from './image-endpoint.ts'

/** Signs in once, looks around, and takes the token back. Throws what signing in throws. */
export async function probeCloud(
  { sessions, now }: CloudContext,
  { settings, ...proof }: { settings: CloudSettings } & Proof,
  signal: AbortSignal,
): Promise<CloudProbe> {
  const startedAt = performance.now()
  const client = await sessions.client({ id: null, settings }, signal)
  const { endpoint, version } = await discoverIdentity(client, settings.authUrl, signal)
  const token = await issueToken(client, { endpoint, auth: settings.auth, proof }, now, signal)
  const tookMs = performance.now() - startedAt
  await revokeToken(client, { endpoint, token: token.value }, signal).catch(() => signal.throwIfAborted())
  return {
    identityVersion: version,
    identityEndpoint: endpoint,
    userName: token.user.name,
    projectName: token.project?.name ?? null,
    imageEndpoint: imageEndpointOf(token.catalog, settings)?.url ?? null,
    tookMs,
  }
}
