import { AppError } from '../../shared/errors.ts'
import type { Image } from '../../shared/model/image.ts'
import type { Images } from '../core/core.ts'
import { CommandProblem } from './command-problem.ts'
import { exitCodes } from './exit-code.ts'

const pageSize = 1000

/** All images the project sees, page by page. */
export async function* allImages(
  images: Pick<Images, 'list'>,
  cloudId: string,
  signal: AbortSignal,
): AsyncGenerator<Image[], void> {
  let marker: string | null = null
  do {
    const page = await images.list({ cloudId, marker, limit: pageSize }, signal)
    yield page.images
    marker = page.nextMarker
  } while (marker !== null)
}

/** The image with this id, or else the only one with this name. */
export async function findImage(
  images: Pick<Images, 'list' | 'show'>,
  { cloudId, cloudName, wanted }: { cloudId: string; cloudName: string; wanted: string },
  signal: AbortSignal,
): Promise<Image> {
  if (uuid.test(wanted)) {
    try {
      return await images.show({ cloudId, imageId: wanted }, signal)
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'IMAGE_GONE') throw error
    }
  }
  const named: Image[] = []
  for await (const page of allImages(images, cloudId, signal))
    named.push(...page.filter(({ name }) => name === wanted))
  const [found] = named
  if (!found)
    throw new CommandProblem('IMAGE_NOT_FOUND', exitCodes.notFound, (words) =>
      words.noImage(wanted, cloudName),
    )
  if (named.length === 1) return found
  const ids = named.map(({ id }) => id)
  throw new CommandProblem('IMAGE_NAME_AMBIGUOUS', exitCodes.usage, (words) => words.manyImages(wanted, ids))
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
