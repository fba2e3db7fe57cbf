import { isAppError } from '../../../shared/errors.ts'
import type { OneImage } from '../core.ts'
import { callImageService, type ImageServicePorts } from './call-image-service.ts'
import { imagePath } from './image-path.ts'
import { showImage } from './image-verbs.ts'

type Tagged = OneImage & { readonly tag: string }

export async function addTag(ports: ImageServicePorts, input: Tagged, signal: AbortSignal): Promise<void> {
  await callImageService(ports, { verb: 'add-tag', method: 'PUT', ...callOf(input) }, signal)
}

/** Removing a tag that the image no longer has is done already; Glance answers 404 to that as to a missing image. */
export async function removeTag(ports: ImageServicePorts, input: Tagged, signal: AbortSignal): Promise<void> {
  try {
    await callImageService(ports, { verb: 'remove-tag', method: 'DELETE', ...callOf(input) }, signal)
  } catch (error) {
    if (!isAppError(error, 'IMAGE_GONE')) throw error
    const image = await showImage(ports, input, signal)
    if (image.tags.includes(input.tag)) throw error
  }
}

function callOf({ cloudId, imageId, tag }: Tagged) {
  return {
    origin: 'images' as const,
    cloudId,
    imageId,
    path: `${imagePath(imageId)}/tags/${encodeURIComponent(tag)}`,
  }
}
