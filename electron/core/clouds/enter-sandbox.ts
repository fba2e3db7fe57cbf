import { randomUUID } from 'node:crypto'

import type { CloudSettings } from '../../../shared/model/cloud.ts'
import { plainCloudSettings } from '../../../shared/model/plain-cloud-settings.ts'
import { withChanged } from './change-record.ts'
import type { CloudContext, SandboxAccess } from './cloud-context.ts'
import { isSameSignIn } from './cloud-sessions.ts'
import type { CloudRecord } from './cloud-store.ts'
import { unusedColour } from './unused-colour.ts'

/**
 * Starts the built-in cloud and signs in to it, adding it to the list the first time. Its port differs from run to
 * run; what an operator chose for it (name, colour, protection) stays. Answers with its id.
 */
export async function enterSandbox(context: CloudContext, signal: AbortSignal): Promise<string> {
  const { store, sessions } = context
  const access = await context.startSandbox(signal)
  let cloudId = ''
  const before = store.all().find(isSandbox)
  await store.change((records) => {
    const known = records.find(isSandbox)
    const settings = { ...(known?.settings ?? firstSettings(records)), ...signInOf(access) }
    cloudId = known?.id ?? randomUUID()
    if (known) return withChanged(records, cloudId, { settings })
    return [...records, { id: cloudId, origin: 'sandbox', settings, hasSecret: true }]
  }, signal)
  const isSame = before && isSameSignIn(before.settings, store.find(cloudId).settings)
  if (!isSame || !sessions.find(cloudId))
    await sessions.signIn(store.find(cloudId), { secret: access.password, passcode: null }, signal)
  return cloudId
}

function isSandbox({ origin }: CloudRecord): boolean {
  return origin === 'sandbox'
}

function signInOf({ identityUrl, user, project }: SandboxAccess): Pick<CloudSettings, 'authUrl' | 'auth'> {
  return {
    authUrl: identityUrl,
    auth: {
      method: 'password',
      user: { id: user.id },
      scope: { kind: 'project', project: { id: project.id } },
    },
  }
}

function firstSettings(records: readonly CloudRecord[]): Omit<CloudSettings, 'authUrl' | 'auth'> {
  return {
    name: freeName(new Set(records.map(({ settings }) => settings.name))),
    ...plainCloudSettings,
    colour: unusedColour(records.map(({ settings }) => settings.colour)),
  }
}

function freeName(taken: ReadonlySet<string>): string {
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? 'Sandbox' : `Sandbox ${count}`
    if (!taken.has(name)) return name
  }
}
