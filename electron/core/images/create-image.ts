import type { Image, NewImage } from '../../../shared/model/image.ts'
import { callImageService, type ImageServicePorts } from './call-image-service.ts'
import { parseImage } from './parse-image.ts'

/** Registers an image that has no data yet. Throws IMAGE_ID_TAKEN when an id is given and in use. */
export async function createImage(
  ports: ImageServicePorts,
  { cloudId, image }: { cloudId: string; image: NewImage },
  signal: AbortSignal,
): Promise<Image> {
  const answer = await callImageService(
    ports,
    {
      verb: 'create',
      origin: 'images',
      cloudId,
      imageId: image.id ?? null,
      method: 'POST',
      path: '/v2/images',
      headers: [['Content-Type', 'application/json']],
      body: { kind: 'bytes', bytes: new TextEncoder().encode(JSON.stringify(toWire(image))) },
    },
    signal,
  )
  return parseImage(answer)
}

/** Undefined drops out of the JSON: the cloud's own default then holds. A base attribute wins over a property. */
function toWire(image: NewImage): Record<string, unknown> {
  return {
    ...image.properties,
    id: image.id,
    name: image.name,
    disk_format: image.diskFormat ?? undefined,
    container_format: image.containerFormat ?? undefined,
    visibility: image.visibility,
    min_disk: image.minDiskGb,
    min_ram: image.minRamMb,
    protected: image.isProtected,
    tags: image.tags,
  }
}
