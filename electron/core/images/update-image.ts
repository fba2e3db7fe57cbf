import { AppError } from '../../../shared/errors.ts'
import type { Image } from '../../../shared/model/image.ts'
import {
  type ImageChange,
  invertChanges,
  jsonPatchType,
  toJsonPatch,
} from '../../../shared/model/image-change.ts'
import type { OneImage } from '../core.ts'
import { callImageService, type ImageServicePorts } from './call-image-service.ts'
import { imagePath } from './image-path.ts'
import { showImage } from './image-verbs.ts'
import { jsonBody } from './json-body.ts'
import { parseImage } from './parse-image.ts'

/**
 * All changes or none. Image API v2 has no conditional request, so the image is read again just before: that makes
 * overwriting somebody else's change unlikely, not impossible. Throws IMAGE_CHANGED, IMAGE_FORBIDS (read-only, or a
 * property that is not there to replace or remove), IMAGE_LIMIT_REACHED, IMAGE_GONE.
 */
export async function updateImage(
  ports: ImageServicePorts,
  { changes, basedOn, ...one }: OneImage & { changes: readonly ImageChange[]; basedOn: string | null },
  signal: AbortSignal,
): Promise<{ image: Image; inverse: ImageChange[] }> {
  const before = await showImage(ports, one, signal)
  if (basedOn !== null && before.updatedAt !== basedOn) {
    const { endpoint } = await ports.access.imageService(one.cloudId, signal)
    const { updatedAt } = before
    const { host } = new URL(endpoint)
    throw new AppError('IMAGE_CHANGED', { host, imageId: one.imageId, basedOn, updatedAt })
  }
  const image = await patchImage(ports, { ...one, changes }, signal)
  return { image, inverse: invertChanges(before, changes) }
}

/** The changes, whatever the image is like. */
export async function patchImage(
  ports: ImageServicePorts,
  { changes, ...one }: OneImage & { changes: readonly ImageChange[] },
  signal: AbortSignal,
): Promise<Image> {
  const call = {
    verb: 'update',
    origin: 'images',
    ...one,
    method: 'PATCH',
    path: imagePath(one.imageId),
    ...jsonBody(toJsonPatch(changes), jsonPatchType),
  } as const
  return parseImage(await callImageService(ports, call, signal))
}
