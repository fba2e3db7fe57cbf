import type { CloudSettings } from '../../../shared/model/cloud.ts'
import type { Clouds } from '../core.ts'
import { addClouds } from './add-clouds.ts'
import { assertNameIsFree, keepSecret, withChanged } from './change-record.ts'
import type { CloudContext } from './cloud-context.ts'
import { isSameSignIn } from './cloud-sessions.ts'
import { describeCloud } from './describe-cloud.ts'
import { secretName } from './secrets.ts'

type Editing = Pick<Clouds, 'add' | 'update' | 'remove'>

/** Adding, changing and removing clouds. */
export function createCloudEditing(context: CloudContext): Editing {
  const { store, sessions } = context

  return {
    add: async (input, signal) =>
      (await addClouds(context, { origin: 'added', clouds: [input] }, signal))[0]!,

    async update(input, signal) {
      await update(context, input, signal)
      return describeCloud(store.find(input.cloudId), sessions.find(input.cloudId))
    },

    async remove(cloudId, signal) {
      const record = store.find(cloudId)
      await sessions.signOut(record, signal)
      await context.secrets.forget(record)
      await store.change((records) => records.filter(({ id }) => id !== cloudId), signal)
    },
  }
}

async function update(
  context: CloudContext,
  { cloudId, settings, secret }: { cloudId: string; settings: CloudSettings; secret: string | null },
  signal: AbortSignal,
): Promise<void> {
  const { store, sessions } = context
  let before = store.find(cloudId)
  await store.change((records) => {
    before = store.find(cloudId)
    const others = records.filter(({ id }) => id !== cloudId)
    assertNameIsFree(others, settings.name)
    // A secret is for the host that it was kept for: another one has to ask for its own.
    const isLost = secret === null && secretName({ id: cloudId, settings }) !== secretName(before)
    return withChanged(records, cloudId, isLost ? { settings, hasSecret: false } : { settings })
  }, signal)
  const after = store.find(cloudId)
  if (secretName(after) !== secretName(before)) await context.secrets.forget(before)
  const isNewSecret = secret !== null && secret !== sessions.find(cloudId)?.order.proof.secret
  if (secret !== null) await keepSecret(context, { owner: after, secret }, signal)
  if (isNewSecret || !isSameSignIn(before.settings, settings)) await sessions.signOut(before, signal)
}
