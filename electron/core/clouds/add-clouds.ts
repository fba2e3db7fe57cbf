import { randomUUID } from 'node:crypto'

import type { Cloud, CloudSettings } from '../../../shared/model/cloud.ts'
import { assertNameIsFree } from './change-record.ts'
import type { CloudContext } from './cloud-context.ts'
import type { CloudRecord } from './cloud-store.ts'
import { describeCloud } from './describe-cloud.ts'

/** Adds all or none. Throws CLOUD_NAME_TAKEN. */
export async function addClouds(
  context: CloudContext,
  {
    origin,
    clouds,
  }: { origin: CloudRecord['origin']; clouds: readonly { settings: CloudSettings; secret: string | null }[] },
  signal: AbortSignal,
): Promise<Cloud[]> {
  const added = clouds.map(({ settings, secret }) => ({
    secret,
    record: { id: randomUUID(), origin, settings, hasSecret: secret !== null },
  }))
  const { store, secrets } = context
  await store.change((records) => {
    const all = [...records]
    for (const { record } of added) {
      assertNameIsFree(all, record.settings.name)
      all.push(record)
    }
    return all
  }, signal)
  for (const { record, secret } of added) if (secret !== null) await secrets.keep(record, secret)
  return added.map(({ record }) => describeCloud(record, null))
}
