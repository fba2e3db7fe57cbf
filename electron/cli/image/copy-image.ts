import { AppError } from '../../../shared/errors.ts'
import type { Visibility } from '../../../shared/model/copied-image.ts'
import { chooseCloud } from '../choose-cloud.ts'
import type { CommandContext } from '../command-context.ts'
import { findImage } from '../find-image.ts'
import { type CloudOption, withCloud } from '../with-cloud.ts'
import { followTransfer } from './follow-transfers.ts'
import { oneLine } from './list-images.ts'

export interface CopyOptions extends CloudOption {
  /** Name in clouds.yaml. */
  readonly toCloud: string
  readonly name?: string
  readonly visibility?: Visibility
  readonly json: boolean
}

/** `arclight image copy IMAGE --to-cloud B`: from one cloud into another with no disk between, compared at both ends. */
export async function copyImage(
  context: CommandContext,
  wanted: string,
  { toCloud, name, visibility, ...options }: CopyOptions,
): Promise<void> {
  const { terminal, language, signal } = context
  const { words } = language
  await withCloud(context, options, async ({ core, cloudId, cloudName }) => {
    if (toCloud === cloudName) throw new AppError('COPY_TO_ITSELF', { cloudName })
    const { id: imageId } = await findImage(core.images, { cloudId, cloudName, wanted }, signal)
    const there = await chooseCloud(withoutPassword(context), core, toCloud)
    const order = { cloudId, imageId, toCloudId: there.id, name, visibility }
    const begun = await core.transfers.copy(order, signal)
    if (begun.notCarried.length > 0) terminal.tell(words.notCarried(begun.notCarried.map(oneLine)))
    const copy = await followTransfer(context, core.transfers, begun, options.json)
    await core.clouds.signOut(there.id, signal).catch(() => {})
    if (options.json) return
    const proof = copy.verifiedBy === null ? words.unverified : words.verifiedBy(copy.verifiedBy)
    terminal.tell(words.copied(oneLine(copy.imageName), copy.cloudName, copy.imageId ?? '', proof))
    await terminal.out(`${copy.imageId}\n`)
  })
}

/** OS_PASSWORD and OS_PASSCODE are of the first cloud, and no business of the second. */
function withoutPassword({ env, ...context }: CommandContext): CommandContext {
  const { OS_PASSWORD: _password, OS_PASSCODE: _passcode, ...others } = env
  return { ...context, env: others }
}
