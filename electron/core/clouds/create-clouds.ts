import type { Cloud } from '../../../shared/model/cloud.ts'
import type { Clouds } from '../core.ts'
import type { SendExchange } from '../http/exchange.ts'
import type { CloudAccess } from '../identity/cloud-access.ts'
import type { KeyStore } from '../vault/key-store.ts'
import { Changes } from './changes.ts'
import type { CloudContext, SandboxAccess } from './cloud-context.ts'
import { CloudSessions } from './cloud-sessions.ts'
import { openCloudStore } from './cloud-store.ts'
import { createCloudAccess } from './create-cloud-access.ts'
import { createCloudEditing } from './create-cloud-editing.ts'
import { createCloudSigning } from './create-cloud-signing.ts'
import { describeCloud } from './describe-cloud.ts'
import { createPasswords } from './passwords.ts'

export interface CloudsParts {
  /** Holds `clouds.json`; made if it is missing. */
  readonly dir: string
  readonly keyStore: KeyStore
  readonly send: SendExchange
  startSandbox(signal: AbortSignal): Promise<SandboxAccess>
  now(): number
}

/** Clouds as they are kept, and who is signed in to them. Throws FILE_UNREADABLE. */
export async function createClouds(
  parts: CloudsParts,
): Promise<{ clouds: Clouds; access: CloudAccess; close(): Promise<void> }> {
  const changes = new Changes()
  const onChange = () => changes.announce()
  const store = await openCloudStore({ dir: parts.dir, now: parts.now, onChange })
  const sessions = new CloudSessions({ store, send: parts.send, now: parts.now, onChange })
  const passwords = createPasswords(parts.keyStore)
  const context: CloudContext = { ...parts, store, sessions, passwords }
  if (parts.keyStore.kind === 'memory') await forgetLostPasswords(context)

  const list = (): Cloud[] => store.all().map((record) => describeCloud(record, sessions.find(record.id)))
  return {
    clouds: {
      list: async (signal) => {
        signal.throwIfAborted()
        return list()
      },
      watch: (signal) => changes.watch(list, signal),
      ...createCloudEditing(context),
      ...createCloudSigning(context),
    },
    access: createCloudAccess(context),
    close: async () => {
      sessions.close()
      await store.close()
    },
  }
}

/** A key store in memory starts empty, whatever the file remembers of an earlier run. */
async function forgetLostPasswords({ store, passwords }: CloudContext): Promise<void> {
  const marked = store.all().filter(({ hasPassword, origin }) => hasPassword && origin !== 'sandbox')
  const found = await Promise.all(marked.map(async ({ id }) => ({ id, password: await passwords.find(id) })))
  const lost = new Set(found.filter(({ password }) => password === null).map(({ id }) => id))
  if (lost.size === 0) return
  await store.change(
    (records) => records.map((record) => (lost.has(record.id) ? { ...record, hasPassword: false } : record)),
    new AbortController().signal,
  )
}
