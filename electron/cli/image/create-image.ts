import type { CommandContext } from '../command-context.ts'
import { type CloudOption, withCloud } from '../with-cloud.ts'
import { type NewImageOptions, toNewImage } from './new-image-options.ts'
import { printImage } from './show-image.ts'

/** `arclight image create NAME`: a record without data, status queued. */
export async function createImage(
  context: CommandContext,
  name: string,
  options: CloudOption & NewImageOptions & { json: boolean },
): Promise<void> {
  const image = toNewImage(name, options.diskFormat ?? null, options)
  await withCloud(context, options, async ({ core, cloudId }) => {
    await printImage(context, await core.images.create({ cloudId, image }, context.signal), options.json)
  })
}
