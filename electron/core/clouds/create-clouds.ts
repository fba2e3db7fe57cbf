import type { Cloud } from '../../../shared/model/cloud.ts'
import type { Clouds } from '../core.ts'
import type { DamagedFiles } from '../data-dir/damaged-files.ts'
import type { SendExchange } from '../http/exchange.ts'
import type { CloudAccess, CloudTokens } from '../identity/cloud-access.ts'
import type { KeyStore } from '../vault/key-store.ts'
import { Changes } from './changes.ts'
import type { CloudContext, SandboxAccess } from './cloud-context.ts'
import { CloudSessions } from './cloud-sessions.ts'
import { openCloudStore } from './cloud-store.ts'
import type { Machine } from './clouds-file/find-clouds.ts'
import { createCloudAccess } from './create-cloud-access.ts'
import { createCloudEditing } from './create-cloud-editing.ts'
import { createCloudImporting } from './create-cloud-importing.ts'
import { createCloudSigning } from './create-cloud-signing.ts'
import { describeCloud } from './describe-cloud.ts'
import { createSecrets } from './secrets.ts'

export interface CloudsParts {
  /** Holds `clouds.json`; made if it is missing. */
  readonly dir: string
  readonly keyStore: KeyStore
  readonly send: SendExchange
  /** Where clouds of the command line are looked for. */
  readonly machine: Machine
  readonly damaged: Pick<DamagedFiles, 'setAside'>
  startSandbox(signal: AbortSignal): Promise<SandboxAccess>
  now(): number
}

/** Clouds as they are kept, and who is signed in to them. Throws FILE_UNREADABLE. */
export async function createClouds(
  parts: CloudsParts,
): Promise<{ clouds: Clouds; access: CloudAccess & CloudTokens; close(): Promise<void> }> {
  const changes = new Changes()
  const onChange = () => changes.announce()
  const store = await openCloudStore({ dir: parts.dir, damaged: parts.damaged, onChange })
  const sessions = new CloudSessions({ store, send: parts.send, now: parts.now, onChange })
  const secrets = createSecrets(parts.keyStore)
  const context: CloudContext = { ...parts, store, sessions, secrets }
  if (parts.keyStore.kind === 'memory') await forgetLostSecrets(context)

  const list = (): Cloud[] => store.all().map((record) => describeCloud(record, sessions.find(record.id)))
  return {
    clouds: {
      list: async (signal) => {
        signal.throwIfAborted()
        return list()
      },
      watch: (signal) => changes.watch(list, signal),
      ...createCloudEditing(context),
      ...createCloudImporting(context),
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
async function forgetLostSecrets({ store, secrets }: CloudContext): Promise<void> {
  const marked = store.all().filter(({ hasSecret, origin }) => hasSecret && origin !== 'sandbox')
  const found = await Promise.all(
    marked.map(async (record) => ({ id: record.id, secret: await secrets.find(record) })),
  )
  const lost = new Set(found.filter(({ secret }) => secret === null).map(({ id }) => id))
  if (lost.size === 0) return
  await store.change(
    (records) => records.map((record) => (lost.has(record.id) ? { ...record, hasSecret: false } : record)),
    new AbortController().signal,
  )
}
