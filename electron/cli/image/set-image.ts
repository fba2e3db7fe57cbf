import { changesTo } from '../../../shared/model/image-change.ts'
import type { CommandContext } from '../command-context.ts'
import { CommandProblem } from '../command-problem.ts'
import { exitCodes } from '../exit-code.ts'
import { findImage } from '../find-image.ts'
import { type CloudOption, withCloud } from '../with-cloud.ts'
import { confirmOnProtected } from './change-images.ts'
import { toPair } from './new-image-options.ts'
import { printImage } from './show-image.ts'

export interface SetOptions extends CloudOption {
  readonly name?: string
  readonly visibility?: string
  readonly protected?: true
  readonly unprotected?: true
  readonly hidden?: true
  readonly shown?: true
  readonly property: readonly string[]
  readonly unset: readonly string[]
  readonly json: boolean
}

/** `arclight image set IMAGE`: all changes in one request or none; what is so already is not sent. */
export async function setImage(context: CommandContext, wanted: string, options: SetOptions): Promise<void> {
  const { signal } = context
  const attributes = wantedOf(options)
  if (Object.keys(attributes).length === 0)
    throw new CommandProblem('OPTION_INVALID', exitCodes.usage, (words) => words.nothingToSet)
  await withCloud(context, options, async (signedIn) => {
    const { core, cloudId, cloudName } = signedIn
    const image = await findImage(core.images, { cloudId, cloudName, wanted }, signal)
    const changes = changesTo(image, attributes)
    if (changes.length === 0) return await printImage(context, image, options.json)
    await confirmOnProtected(context, signedIn, image)
    const order = { cloudId, imageId: image.id, changes, basedOn: image.updatedAt }
    const changed = await core.images.update(order, signal)
    await printImage(context, changed.image, options.json)
  })
}

/** By the names of the API; `undefined` is a property that is to go. */
function wantedOf(options: SetOptions): Record<string, string | boolean | undefined> {
  const { name, visibility, property, unset } = options
  return {
    ...Object.fromEntries(property.map(toPair)),
    ...Object.fromEntries(unset.map((key) => [key, undefined])),
    ...(name !== undefined && { name }),
    ...(visibility !== undefined && { visibility }),
    ...((options.protected ?? options.unprotected) && { protected: options.protected === true }),
    ...((options.hidden ?? options.shown) && { os_hidden: options.hidden === true }),
  }
}
