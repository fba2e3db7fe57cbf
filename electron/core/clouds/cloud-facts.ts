import { AppError } from '../../../shared/errors.ts'
import { type CloudAuth, userOf } from '../../../shared/model/cloud-auth.ts'
import type { CloudFact } from '../identity/cloud-access.ts'
import { identityBase } from '../identity/identity-url.ts'
import type { CloudContext } from './cloud-context.ts'
import type { LiveSession } from './cloud-sessions.ts'
import type { CloudRecord } from './cloud-store.ts'
import { imageEndpointOf } from './image-endpoint.ts'
import { serviceUrls } from './list-services.ts'

/** What requests may call `{{cloud.…}}`, the token renewed first if it ends soon. */
export async function cloudFacts(
  { store, sessions, secrets }: Pick<CloudContext, 'store' | 'sessions' | 'secrets'>,
  cloudId: string,
  signal: AbortSignal,
): Promise<CloudFact[]> {
  const record = store.find(cloudId)
  await renewIfPossible(sessions.find(cloudId), signal)
  const live = sessions.find(cloudId)
  const kept = record.hasSecret ? await secrets.find(record) : null
  const secret = live?.order.proof.secret ?? kept
  const facts = live ? signedInFacts(record, live) : signedOutFacts(record)
  return [...facts, ...optional(secretNameOf(record.settings.auth), secret, true)]
}

/** Facts are still worth having when the cloud is out of reach; its answer to an old token then says so. */
async function renewIfPossible(live: LiveSession | null, signal: AbortSignal): Promise<void> {
  try {
    await live?.tokens.fresh(signal)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
  }
}

function signedInFacts(record: CloudRecord, live: LiveSession): CloudFact[] {
  const { settings } = record
  const { user, project, catalog, value } = live.tokens.current
  const image = imageEndpointOf(catalog, settings)
  return [
    ...[...serviceUrls(record, live)].map(([type, url]) => fact(type, url)),
    fact('user_id', user.id),
    fact('user_name', user.name),
    ...optional('project_id', project?.id),
    ...optional('region', settings.regionName ?? image?.regionName),
    fact('token', value, true),
  ]
}

function signedOutFacts({ settings }: CloudRecord): CloudFact[] {
  const { authUrl, auth, regionName } = settings
  const user = userOf(auth)
  const project = 'scope' in auth && auth.scope.kind === 'project' ? auth.scope.project : null
  return [
    fact('identity', identityBase(authUrl)),
    ...optional('user_id', user && 'id' in user ? user.id : null),
    ...optional('user_name', user && 'name' in user ? user.name : null),
    ...optional('project_id', project && 'id' in project ? project.id : null),
    ...optional('region', regionName),
  ]
}

function fact(name: string, value: string, isSecret = false): CloudFact {
  return { name: `cloud.${name}`, value, isSecret }
}

function optional(name: string, value: string | null | undefined, isSecret = false): CloudFact[] {
  return value === null || value === undefined ? [] : [fact(name, value, isSecret)]
}

/** A token that a cloud is entered with is not the one that was got for it, which is `cloud.token`. */
function secretNameOf({ method }: CloudAuth): string {
  if (method === 'token') return 'given_token'
  return method === 'application-credential' ? 'secret' : 'password'
}
