import { formatBytes } from '../../../shared/format-bytes.ts'
import type { Image } from '../../../shared/model/image.ts'
import type { CommandContext } from '../command-context.ts'
import { findImage } from '../find-image.ts'
import { type CloudOption, withCloud } from '../with-cloud.ts'
import { oneLine } from './list-images.ts'

/** `arclight image show IMAGE` */
export async function showImage(
  context: CommandContext,
  wanted: string,
  options: CloudOption & { json: boolean },
): Promise<void> {
  await withCloud(context, options, async ({ core, cloudId, cloudName }) => {
    const image = await findImage(core.images, { cloudId, cloudName, wanted }, context.signal)
    await printImage(context, image, options.json)
  })
}

export async function printImage({ terminal }: CommandContext, image: Image, isJson: boolean): Promise<void> {
  await terminal.out(isJson ? `${JSON.stringify(image, null, 2)}\n` : asLines(image))
}

function asLines({ properties, ...image }: Image): string {
  const facts = [
    ...Object.entries(image),
    ...Object.entries(properties).map(([key, value]) => [`properties.${key}`, value] as const),
  ]
  const width = Math.max(...facts.map(([key]) => key.length))
  return facts
    .map(([key, value]) => `${oneLine(key).padEnd(width)}  ${oneLine(shown(key, value))}\n`)
    .join('')
}

function shown(key: string, value: unknown): string {
  if (value === null) return '–'
  if (key.endsWith('Bytes') && typeof value === 'number') return `${value} (${formatBytes(value)})`
  if (Array.isArray(value)) return value.join(', ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}
