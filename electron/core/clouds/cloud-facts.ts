import { AppError } from '../../../shared/errors.ts'
import type { CloudFact } from '../identity/cloud-access.ts'
import { identityBase } from '../identity/identity-url.ts'
import { findImageEndpoint } from '../identity/read-catalog.ts'
import type { CloudContext } from './cloud-context.ts'
import type { LiveSession } from './cloud-sessions.ts'
import type { CloudRecord } from './cloud-store.ts'

/** What requests may call `{{cloud.…}}`, the token renewed first if it ends soon. */
export async function cloudFacts(
  { store, sessions, passwords }: Pick<CloudContext, 'store' | 'sessions' | 'passwords'>,
  cloudId: string,
  signal: AbortSignal,
): Promise<CloudFact[]> {
  const record = store.find(cloudId)
  await renewIfPossible(sessions.find(cloudId), signal)
  const live = sessions.find(cloudId)
  const kept = record.hasPassword ? await passwords.find(cloudId) : null
  const password = live?.order.password ?? kept
  const secret = password === null ? [] : [fact('password', password, true)]
  return [...(live ? signedInFacts(record, live) : signedOutFacts(record)), ...secret]
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
