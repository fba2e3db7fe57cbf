import { isAppError } from '../../../shared/errors.ts'
import { fitsPath } from '../../../shared/model/wire-call.ts'
import type { OneImage } from '../core.ts'
import { callImageService, type ImageServicePorts } from './call-image-service.ts'
import { imagePath } from './image-path.ts'
import { showImage } from './image-verbs.ts'
import { updateImage } from './update-image.ts'

type Tagged = OneImage & { readonly tag: string }

/** By the tag's own path, or where it fits none by writing all tags of the image. */
export async function addTag(ports: ImageServicePorts, input: Tagged, signal: AbortSignal): Promise<void> {
  if (!fitsPath(input.tag)) return changeTags(ports, input, (tags) => [...tags, input.tag], signal)
  await callImageService(ports, { verb: 'add-tag', method: 'PUT', ...callOf(input) }, signal)
}

/** Removing a tag that the image no longer has is done already; Glance answers 404 to that as to a missing image. */
export async function removeTag(ports: ImageServicePorts, input: Tagged, signal: AbortSignal): Promise<void> {
  if (!fitsPath(input.tag)) return changeTags(ports, input, (tags) => tags, signal)
  try {
    await callImageService(ports, { verb: 'remove-tag', method: 'DELETE', ...callOf(input) }, signal)
  } catch (error) {
    if (!isAppError(error, 'IMAGE_GONE')) throw error
    const image = await showImage(ports, input, signal)
    if (image.tags.includes(input.tag)) throw error
  }
}

async function changeTags(
  ports: ImageServicePorts,
  { tag, ...one }: Tagged,
  change: (others: string[]) => string[],
  signal: AbortSignal,
): Promise<void> {
  const { tags, updatedAt } = await showImage(ports, one, signal)
  const value = change(tags.filter((other) => other !== tag))
  if (value.length === tags.length && value.every((wanted) => tags.includes(wanted))) return
  const changes = [{ op: 'replace', name: 'tags', value }] as const
  await updateImage(ports, { ...one, changes, basedOn: updatedAt }, signal)
}

function callOf({ cloudId, imageId, tag }: Tagged) {
  return {
    origin: 'images' as const,
    cloudId,
    imageId,
    path: `${imagePath(imageId)}/tags/${encodeURIComponent(tag)}`,
  }
}
