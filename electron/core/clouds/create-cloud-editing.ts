import { randomUUID } from 'node:crypto'

import { AppError } from '../../../shared/errors.ts'
import type { Cloud, CloudSettings } from '../../../shared/model/cloud.ts'
import type { Clouds } from '../core.ts'
import { assertNameIsFree, keepSecret, withChanged } from './change-record.ts'
import type { CloudContext } from './cloud-context.ts'
import { isSameSignIn } from './cloud-sessions.ts'
import type { CloudRecord } from './cloud-store.ts'
import { describeCloud } from './describe-cloud.ts'
import { readCloudsFile } from './clouds-file/read-clouds-file.ts'

type Editing = Pick<Clouds, 'add' | 'update' | 'remove' | 'previewFile' | 'importFile'>
type NewCloud = { settings: CloudSettings; secret: string | null }

/** Adding, changing and removing clouds. */
export function createCloudEditing(context: CloudContext): Editing {
  const { store, sessions } = context
  const coloursInUse = () => store.all().map(({ settings }) => settings.colour)

  return {
    add: async (input, signal) => (await addAll(context, { origin: 'added', clouds: [input] }, signal))[0]!,

    async update(input, signal) {
      await update(context, input, signal)
      return describeCloud(store.find(input.cloudId), sessions.find(input.cloudId))
    },

    async remove(cloudId, signal) {
      const record = store.find(cloudId)
      await sessions.signOut(record, signal)
      await context.secrets.forget(cloudId)
      await store.change((records) => records.filter(({ id }) => id !== cloudId), signal)
    },

    previewFile(texts) {
      const { clouds, problems } = readCloudsFile(texts, coloursInUse())
      return {
        clouds: clouds.map(({ settings, secret }) => ({ settings, hasSecret: secret !== null })),
        problems,
      }
    },

    async importFile({ names, ...texts }, signal) {
      const { clouds } = readCloudsFile(texts, coloursInUse())
      const chosen = names.map((name) => {
        const found = clouds.find(({ settings }) => settings.name === name)
        if (found) return found
        const detail = `The file has no cloud named “${name}” that can be imported.`
        throw new AppError('CLOUDS_FILE_INVALID', { line: null, detail })
      })
      return await addAll(context, { origin: 'imported', clouds: chosen }, signal)
    },
  }
}

async function update(
  context: CloudContext,
  { cloudId, settings, secret }: NewCloud & { cloudId: string },
  signal: AbortSignal,
): Promise<void> {
  const { store, sessions } = context
  let before = store.find(cloudId)
  await store.change((records) => {
    before = store.find(cloudId)
    const others = records.filter(({ id }) => id !== cloudId)
    assertNameIsFree(others, settings.name)
    return withChanged(records, cloudId, { settings })
  }, signal)
  const isNewSecret = secret !== null && secret !== sessions.find(cloudId)?.order.proof.secret
  if (secret !== null) await keepSecret(context, { cloudId, secret }, signal)
  if (isNewSecret || !isSameSignIn(before.settings, settings)) await sessions.signOut(before, signal)
}

/** Adds all or none. Throws CLOUD_NAME_TAKEN. */
async function addAll(
  context: CloudContext,
  { origin, clouds }: { origin: CloudRecord['origin']; clouds: readonly NewCloud[] },
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
  for (const { record, secret } of added) if (secret !== null) await secrets.keep(record.id, secret)
  return added.map(({ record }) => describeCloud(record, null))
}
