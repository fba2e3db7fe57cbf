import { AppError } from '../../../../shared/errors.ts'
import type { AuthScope } from '../../../../shared/model/cloud-auth.ts'
import type { RequestAuth } from '../../../../shared/model/request-auth.ts'
import type { SendExchange } from '../../http/exchange.ts'
import type { CloudAccess, CloudTokens } from '../../identity/cloud-access.ts'
import { askForToken } from '../../identity/issue-token.ts'
import type { TokenCache } from './token-cache.ts'

export type KeystoneAccess = Pick<CloudAccess, 'connectionFor'> & CloudTokens

interface KeystoneParts {
  readonly send: SendExchange
  readonly access: KeystoneAccess
  readonly tokens: TokenCache
  readonly cloudId: string | null
  /** A token that was not taken, and so is not given again. */
  readonly refused: string | null
  now(): number
}

/**
 * A token of a cloud that is signed in to: its own, or one of another scope, asked for with it. Throws CLOUD_NOT_CHOSEN,
 * CLOUD_NAME_UNKNOWN, SIGNED_OUT, or what renewing and asking throw.
 */
export async function keystoneToken(
  { cloud, scope }: Extract<RequestAuth, { kind: 'keystone' }>,
  parts: KeystoneParts,
  signal: AbortSignal,
): Promise<string> {
  const cloudId = cloud === null ? parts.cloudId : parts.access.idOf(cloud)
  if (cloudId === null) throw new AppError('CLOUD_NOT_CHOSEN', {})
  const wanted = authScopeOf(scope)
  const own = await parts.access.token(cloudId, wanted ? null : parts.refused, signal)
  if (!wanted) return own.value

  const ask = async () => {
    const connection = await parts.access.connectionFor(cloudId, signal)
    const client = { send: parts.send, connection, cloudId, cloudName: own.cloudName }
    const proof = { secret: own.value, passcode: null }
    const order = { endpoint: own.identityEndpoint, auth: { method: 'token', scope: wanted } as const, proof }
    const issued = await askForToken(client, order, () => parts.now(), signal)
    if (!('token' in issued)) throw new AppError('SIGNED_OUT', { cloudName: own.cloudName })
    return issued.token
  }
  return await parts.tokens.take(JSON.stringify([cloudId, scope]), { refused: parts.refused, ask })
}

/** Null: as the cloud is set. */
function authScopeOf(scope: Extract<RequestAuth, { kind: 'keystone' }>['scope']): AuthScope | null {
  switch (scope.kind) {
    case 'cloud':
      return null
    case 'project':
      return { kind: 'project', project: { id: scope.projectId } }
    case 'domain':
      return { kind: 'domain', domain: { id: scope.domainId } }
    case 'system':
    case 'unscoped':
      return scope
  }
}
