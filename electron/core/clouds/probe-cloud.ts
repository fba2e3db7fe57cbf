import type { CloudProbe, CloudSettings } from '../../../shared/model/cloud.ts'
import { discoverIdentity } from '../identity/discover-identity.ts'
import { issueToken } from '../identity/issue-token.ts'
import { findImageEndpoint } from '../identity/read-catalog.ts'
import { revokeToken } from '../identity/revoke-token.ts'
import type { CloudContext } from './cloud-context.ts'

/** Signs in once, looks around, and takes the token back. Throws what signing in throws. */
export async function probeCloud(
  { sessions, now }: CloudContext,
  { settings, password }: { settings: CloudSettings; password: string },
  signal: AbortSignal,
): Promise<CloudProbe> {
  const startedAt = performance.now()
  const client = await sessions.client({ id: null, settings }, signal)
  const { endpoint, version } = await discoverIdentity(client, settings.authUrl, signal)
  const { user, scope } = settings
  const token = await issueToken(client, { endpoint, user, password, scope }, now, signal)
  const tookMs = performance.now() - startedAt
  await revokeToken(client, { endpoint, token: token.value }, signal).catch(() => signal.throwIfAborted())
  return {
    identityVersion: version,
    identityEndpoint: endpoint,
    userName: token.user.name,
    projectName: token.project?.name ?? null,
    imageEndpoint: findImageEndpoint(token.catalog, settings)?.url ?? null,
    tookMs,
  }
}
