import { AppError, isAppError } from '../../../shared/errors.ts'
import type { Cloud, CloudSettings, ScopeTarget } from '../../../shared/model/cloud.ts'
import { type AuthScope, needsPasscode, needsSecret, withScope } from '../../../shared/model/cloud-auth.ts'
import type { Clouds } from '../core.ts'
import type { Proof } from '../identity/auth-body.ts'
import type { IdentityClient } from '../identity/call-identity.ts'
import { listOtherScopes } from '../identity/list-other-scopes.ts'
import { listProjects } from '../identity/list-projects.ts'
import { forgetSecret, keepSecret, withChanged } from './change-record.ts'
import type { CloudContext } from './cloud-context.ts'
import type { CloudRecord } from './cloud-store.ts'
import { describeCloud } from './describe-cloud.ts'
import { enterSandbox } from './enter-sandbox.ts'
import { imageEndpointOf } from './image-endpoint.ts'
import { listServices } from './list-services.ts'
import { probeCloud } from './probe-cloud.ts'

type Signing = Omit<
  Clouds,
  | 'list'
  | 'watch'
  | 'add'
  | 'update'
  | 'remove'
  | 'previewFile'
  | 'importFile'
  | 'onMachine'
  | 'importFromMachine'
  | 'exportFiles'
>

/** Signing in and out, and moving between the projects and regions of one sign-in. */
export function createCloudSigning(context: CloudContext): Signing {
  const { store, sessions } = context
  const describe = (cloudId: string): Cloud => describeCloud(store.find(cloudId), sessions.find(cloudId))

  return {
    test: (input, signal) => probeCloud(context, input, signal),

    async signIn({ cloudId, secret, passcode, isKept }, signal) {
      const record = store.find(cloudId)
      if (record.origin === 'sandbox' && secret === null && passcode === null)
        return describe(await enterSandbox(context, signal))
      const typed = secret ?? sessions.secretOfReceipt(cloudId)
      const proof = await proofOf(context, record, { secret: typed, passcode }, signal)
      await sessions.signIn(record, proof, signal)
      if (typed !== null && isKept) await keepSecret(context, { owner: record, secret: typed }, signal)
      if (typed !== null && !isKept) await forgetSecret(context, record, signal)
      return describe(cloudId)
    },

    async signOut(cloudId, signal) {
      await sessions.signOut(store.find(cloudId), signal)
      return describe(cloudId)
    },

    async renew(cloudId, signal) {
      needRenewable(context, cloudId)
      await sessions.need(cloudId).tokens.renew(signal)
      return describe(cloudId)
    },

    async revoke(cloudId, signal) {
      needRenewable(context, cloudId)
      await sessions.replaceToken(cloudId, signal)
      return describe(cloudId)
    },

    services: (cloudId) => listServices(store.find(cloudId), sessions.need(cloudId)),

    projects: (cloudId, signal) => askWithToken(context, cloudId, listProjects, signal),

    otherScopes: (cloudId, signal) => askWithToken(context, cloudId, listOtherScopes, signal),

    async switchScope({ cloudId, scope }, signal) {
      await switchScope(context, { cloudId, scope: authScopeOf(scope) }, signal)
      return describe(cloudId)
    },

    async switchRegion({ cloudId, ...wanted }, signal) {
      const { settings } = store.find(cloudId)
      const live = sessions.find(cloudId)
      if (live && !imageEndpointOf(live.tokens.current.catalog, { ...settings, ...wanted }))
        throw new AppError('NO_IMAGE_SERVICE', { cloudName: settings.name, ...wanted })
      await changeSettings(context, cloudId, (before) => ({ ...before, ...wanted }), signal)
      return describe(cloudId)
    },

    async revealToken(cloudId) {
      const { value } = await sessions.need(cloudId).tokens.fresh(new AbortController().signal)
      return value
    },

    startSandbox: async (signal) => describe(await enterSandbox(context, signal)),
  }
}

/**
 * What is typed, completed by what is known. Throws SECRET_NEEDED, and then remembers that a secret is no longer kept;
 * throws FACTOR_NEEDED for a passcode, which nobody can know before it is typed.
 */
async function proofOf(
  context: CloudContext,
  record: CloudRecord,
  typed: Proof,
  signal: AbortSignal,
): Promise<Proof> {
  const { id, settings, hasSecret } = record
  const cloudName = settings.name
  if (needsPasscode(settings.auth) && typed.passcode === null)
    throw new AppError('FACTOR_NEEDED', { cloudName, methods: ['totp'] })
  if (!needsSecret(settings.auth) || typed.secret !== null) return typed
  const live = context.sessions.find(id)?.order
  // Just moved to another host: the session that is about to end knows a secret that is not for that one.
  const isSameHost = live && new URL(live.endpoint).hostname === new URL(settings.authUrl).hostname
  const known = (isSameHost ? live.proof.secret : null) ?? (await context.secrets.find(record))
  if (known !== null) return { ...typed, secret: known }
  if (hasSecret) await forgetSecret(context, record, signal)
  throw new AppError('SECRET_NEEDED', { cloudName })
}

function needRenewable({ store, sessions }: CloudContext, cloudId: string): void {
  const { auth, name: cloudName } = store.find(cloudId).settings
  if (sessions.need(cloudId).tokens.isRenewable) return
  if (auth.method === 'token') throw new AppError('SECRET_NEEDED', { cloudName })
  throw new AppError('FACTOR_NEEDED', { cloudName, methods: ['totp'] })
}

type Ask<Answer> = (
  client: IdentityClient,
  at: { endpoint: string; token: string },
  signal: AbortSignal,
) => Promise<Answer>

/** Asks Keystone with the token in use, and once more with another one after a 401. */
async function askWithToken<Answer>(
  context: CloudContext,
  cloudId: string,
  list: Ask<Answer>,
  signal: AbortSignal,
): Promise<Answer> {
  const { order, tokens } = context.sessions.need(cloudId)
  const client = await context.sessions.client(context.store.find(cloudId), signal)
  const token = await tokens.fresh(signal)
  const ask = ({ value }: { value: string }) =>
    list(client, { endpoint: order.endpoint, token: value }, signal)
  try {
    return await ask(token)
  } catch (error) {
    if (!isAppError(error, 'CLOUD_REFUSED') || error.data.status !== 401) throw error
    return await ask(await tokens.afterRefusal(token.value, signal))
  }
}

function authScopeOf(target: ScopeTarget): AuthScope {
  if (target.kind === 'project') return { kind: 'project', project: { id: target.projectId } }
  return target.kind === 'domain' ? { kind: 'domain', domain: { id: target.domainId } } : target
}

async function switchScope(
  context: CloudContext,
  { cloudId, scope }: { cloudId: string; scope: AuthScope },
  signal: AbortSignal,
): Promise<void> {
  const keep = () => changeSettings(context, cloudId, (settings) => withNewScope(settings, scope), signal)
  try {
    await context.sessions.switchScope(cloudId, { scope, keep }, signal)
  } catch (error) {
    if (!isAppError(error, 'WRONG_CREDENTIALS')) throw error
    // Keystone answers 401 as well when the password is right and the user has no role in the scope.
    const { host, requestId } = error.data
    const message = 'The user has no role in this scope, or the password has changed.'
    throw new AppError('CLOUD_REFUSED', { host, status: 401, message, requestId }, { cause: error })
  }
}

function withNewScope(settings: CloudSettings, scope: AuthScope): CloudSettings {
  return { ...settings, auth: withScope(settings.auth, scope) ?? settings.auth }
}

async function changeSettings(
  { store }: CloudContext,
  cloudId: string,
  change: (settings: CloudSettings) => CloudSettings,
  signal: AbortSignal,
): Promise<void> {
  await store.change((records) => {
    const { settings } = store.find(cloudId)
    return withChanged(records, cloudId, { settings: change(settings) })
  }, signal)
}
