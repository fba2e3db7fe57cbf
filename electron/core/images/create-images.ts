import type { Images, OneImage } from '../core.ts'
import { callImageService, type ImageServiceAnswer, type ImageServicePorts } from './call-image-service.ts'
import { createImage } from './create-image.ts'
import { imageFormats } from './image-formats.ts'
import type { ImageVerb } from './image-refusal.ts'
import { listImages } from './list-images.ts'
import { parseImage } from './parse-image.ts'

/** The verbs of Image API v2 that need no bytes of an image. */
export function createImages(ports: ImageServicePorts): Images {
  return {
    list: (query, signal) => listImages(ports, query, signal),
    create: (input, signal) => createImage(ports, input, signal),
    formats: (cloudId, signal) => imageFormats(ports, cloudId, signal),
    show: async (one, signal) => parseImage(await call({ verb: 'show', method: 'GET' }, one, signal)),
    delete: async (one, signal) => void (await call({ verb: 'delete', method: 'DELETE' }, one, signal)),
    deactivate: async (one, signal) =>
      void (await call({ verb: 'deactivate', method: 'POST', action: '/actions/deactivate' }, one, signal)),
    reactivate: async (one, signal) =>
      void (await call({ verb: 'reactivate', method: 'POST', action: '/actions/reactivate' }, one, signal)),
  }

  function call(
    { verb, method, action = '' }: { verb: ImageVerb; method: string; action?: string },
    { cloudId, imageId }: OneImage,
    signal: AbortSignal,
  ): Promise<ImageServiceAnswer> {
    const path = imagePath(imageId) + action
    return callImageService(ports, { verb, origin: 'images', cloudId, imageId, method, path }, signal)
  }
}

/** The path of one image, from `/v2` on. */
export function imagePath(imageId: string): string {
  return `/v2/images/${encodeURIComponent(imageId)}`
}
