import { formatBytes } from '../../../shared/format-bytes.ts'
import type { Image } from '../../../shared/model/image.ts'
import type { CommandContext } from '../command-context.ts'
import { allImages } from '../find-image.ts'
import { type CloudOption, withCloud } from '../with-cloud.ts'

/** `arclight image list`: a line, or an element of one JSON array, for each image as its page arrives. */
export async function listImages(
  context: CommandContext,
  options: CloudOption & { json: boolean },
): Promise<void> {
  const { terminal, signal } = context
  await withCloud(context, options, async ({ core, cloudId }) => {
    let count = 0
    if (options.json) await terminal.out('[')
    for await (const page of allImages(core.images, cloudId, signal)) {
      const text = options.json
        ? page.map((image, at) => `${count + at === 0 ? '' : ','}\n  ${JSON.stringify(image)}`).join('')
        : (count === 0 ? heading : '') + page.map((image) => `${asLine(image)}\n`).join('')
      count += page.length
      await terminal.out(text)
    }
    if (options.json) await terminal.out(count === 0 ? ']\n' : '\n]\n')
  })
}

const widths = [36, 11, 9, 6, 10]
const heading = `${columns(['ID', 'STATUS', 'SIZE', 'FORMAT', 'VISIBILITY'])}  NAME\n`

function asLine({ id, status, sizeBytes, diskFormat, visibility, name }: Image): string {
  return `${columns([id, status, formatBytes(sizeBytes), diskFormat ?? '–', visibility])}  ${oneLine(name ?? '')}`
}

function columns(cells: readonly string[]): string {
  return cells
    .map((cell, at) => (at === 2 ? cell.padStart(widths[at]!) : cell.padEnd(widths[at]!)))
    .join('  ')
}

/** A name is the cloud's: it may hold what moves a terminal's cursor. */
export function oneLine(text: string): string {
  return text.replace(/\p{C}/gu, '\u{fffd}')
}
