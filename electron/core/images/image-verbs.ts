import { AppError } from '../../../shared/errors.ts'
import type { Image } from '../../../shared/model/image.ts'
import type { OneImage } from '../core.ts'
import { callImageService, type ImageServicePorts } from './call-image-service.ts'
import { imagePath } from './image-path.ts'
import { parseImage } from './parse-image.ts'

export async function showImage(
  ports: ImageServicePorts,
  { cloudId, imageId }: OneImage,
  signal: AbortSignal,
): Promise<Image> {
  const path = imagePath(imageId)
  const call = { verb: 'show', origin: 'images', cloudId, imageId, method: 'GET', path } as const
  const answer = await callImageService(ports, call, signal)
  const image = parseImage(answer)
  if (image.id.toLowerCase() !== imageId.toLowerCase())
    throw new AppError('BAD_ANSWER', { host: answer.host, detail: 'another image than the one asked for' })
  return image
}

/** The verbs that take nothing but the image and answer with nothing. */
export async function actOnImage(
  ports: ImageServicePorts,
  verb: 'delete' | 'deactivate' | 'reactivate',
  { cloudId, imageId }: OneImage,
  signal: AbortSignal,
): Promise<void> {
  const [method, path] =
    verb === 'delete' ? ['DELETE', imagePath(imageId)] : ['POST', `${imagePath(imageId)}/actions/${verb}`]
  await callImageService(ports, { verb, origin: 'images', cloudId, imageId, method, path }, signal)
}

/** Throws IMAGE_FORBIDS for the last copy, and IMAGE_NOT_IN_STORE. */
export async function deleteFromStore(
  ports: ImageServicePorts,
  { cloudId, imageId, store }: OneImage & { store: string },
  signal: AbortSignal,
): Promise<void> {
  const path = `/v2/stores/${encodeURIComponent(store)}/${encodeURIComponent(imageId)}`
  const call = {
    verb: 'delete-from-store',
    origin: 'images',
    cloudId,
    imageId,
    method: 'DELETE',
    path,
  } as const
  await callImageService(ports, call, signal)
}
