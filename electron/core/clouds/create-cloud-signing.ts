import { AppError, type AppErrorCode } from '../../../shared/errors.ts'
import type { Cloud, Project } from '../../../shared/model/cloud.ts'
import type { Clouds } from '../core.ts'
import { listProjects } from '../identity/list-projects.ts'
import { findImageEndpoint } from '../identity/read-catalog.ts'
import { forgetPassword, keepPassword, withChanged } from './change-record.ts'
import type { CloudContext } from './cloud-context.ts'
import type { CloudRecord } from './cloud-store.ts'
import { describeCloud } from './describe-cloud.ts'
import { enterSandbox } from './enter-sandbox.ts'
import { probeCloud } from './probe-cloud.ts'

type Signing = Omit<Clouds, 'list' | 'watch' | 'add' | 'update' | 'remove' | 'previewFile' | 'importFile'>

/** Signing in and out, and moving between the projects and regions of one sign-in. */
export function createCloudSigning(context: CloudContext): Signing {
  const { store, sessions } = context
  const describe = (cloudId: string): Cloud => describeCloud(store.find(cloudId), sessions.find(cloudId))

  return {
    test: (input, signal) => probeCloud(context, input, signal),

    async signIn({ cloudId, password, isKept }, signal) {
      const record = store.find(cloudId)
      if (record.origin === 'sandbox' && password === null)
        return describe(await enterSandbox(context, signal))
      await sessions.signIn(cloudId, password ?? (await knownPassword(context, record, signal)), signal)
      if (password !== null && isKept) await keepPassword(context, { cloudId, password }, signal)
      if (password !== null && !isKept) await forgetPassword(context, cloudId, signal)
      return describe(cloudId)
    },

    async signOut(cloudId, signal) {
      await sessions.signOut(store.find(cloudId), signal)
      return describe(cloudId)
    },

    projects: (cloudId, signal) => projectsOf(context, cloudId, signal),

    async switchProject({ cloudId, projectId }, signal) {
      await switchProject(context, { cloudId, projectId }, signal)
      return describe(cloudId)
    },

    async switchRegion({ cloudId, ...wanted }, signal) {
      const { settings } = store.find(cloudId)
      const live = sessions.find(cloudId)
      if (live && !findImageEndpoint(live.tokens.current.catalog, wanted))
        throw new AppError('NO_IMAGE_SERVICE', { cloudName: settings.name, ...wanted })
      await changeSettings(context, { cloudId, changes: wanted }, signal)
      return describe(cloudId)
    },

    async revealToken(cloudId) {
      const { value } = await sessions.need(cloudId).tokens.fresh(new AbortController().signal)
      return value
    },

    startSandbox: async (signal) => describe(await enterSandbox(context, signal)),
  }
}

/** Throws PASSWORD_NEEDED, and remembers that a password is no longer kept. */
async function knownPassword(
  context: CloudContext,
  record: CloudRecord,
  signal: AbortSignal,
): Promise<string> {
  const { id, settings, hasPassword } = record
  const known = context.sessions.find(id)?.order.password ?? (await context.passwords.find(id))
  if (known !== null) return known
  if (hasPassword) await forgetPassword(context, id, signal)
  throw new AppError('PASSWORD_NEEDED', { cloudName: settings.name })
}

async function projectsOf(context: CloudContext, cloudId: string, signal: AbortSignal): Promise<Project[]> {
  const { order, tokens } = context.sessions.need(cloudId)
  const client = await context.sessions.client(context.store.find(cloudId), signal)
  const token = await tokens.fresh(signal)
  const ask = ({ value }: { value: string }) =>
    listProjects(client, { endpoint: order.endpoint, token: value }, signal)
  try {
    return await ask(token)
  } catch (error) {
    if (!hasCode(error, 'CLOUD_REFUSED') || error.data.status !== 401) throw error
    return await ask(await tokens.afterRefusal(token.value, signal))
  }
}

async function switchProject(
  context: CloudContext,
  { cloudId, projectId }: { cloudId: string; projectId: string },
  signal: AbortSignal,
): Promise<void> {
  const scope = { kind: 'project', project: { id: projectId } } as const
  const keep = () => changeSettings(context, { cloudId, changes: { scope } }, signal)
  try {
    await context.sessions.switchScope(cloudId, { scope, keep }, signal)
  } catch (error) {
    if (!hasCode(error, 'WRONG_CREDENTIALS')) throw error
    // Keystone answers 401 as well when the password is right and the user has no role on the project.
    const { host, requestId } = error.data
    const message = 'The user may not enter this project, or the password has changed.'
    throw new AppError('CLOUD_REFUSED', { host, status: 401, message, requestId }, { cause: error })
  }
}

async function changeSettings(
  { store }: CloudContext,
  { cloudId, changes }: { cloudId: string; changes: Partial<CloudRecord['settings']> },
  signal: AbortSignal,
): Promise<void> {
  await store.change((records) => {
    const { settings } = store.find(cloudId)
    return withChanged(records, cloudId, { settings: { ...settings, ...changes } })
  }, signal)
}

function hasCode<Code extends AppErrorCode>(error: unknown, code: Code): error is AppError<Code> {
  return error instanceof AppError && error.code === code
}
