import * as z from 'zod'

import type { CacheTarget, ImageCache } from '../../../shared/model/image-service.ts'
import type { HeaderPair } from '../../../shared/model/wire.ts'
import type { OneImage } from '../core.ts'
import { callImageService, type ImageServicePorts } from './call-image-service.ts'
import { parseAnswer } from './parse-image.ts'

const base = { origin: 'images', part: 'cache' } as const

const wireCache = z.object({
  cached_images: z.array(
    z.object({
      image_id: z.string(),
      hits: z.int().default(0),
      size: z.int().default(0),
      last_accessed: z.number().nullish(),
      last_modified: z.number().nullish(),
    }),
  ),
  queued_images: z.array(z.string()),
})

/** What the service keeps copies of, and what it will. Throws NOT_OFFERED. */
export async function showCache(
  ports: ImageServicePorts,
  cloudId: string,
  signal: AbortSignal,
): Promise<ImageCache> {
  const call = { ...base, verb: 'probe', cloudId, imageId: null, method: 'GET', path: '/v2/cache' } as const
  const wire = parseAnswer(wireCache, await callImageService(ports, call, signal))
  return {
    cached: wire.cached_images.map((one) => ({
      imageId: one.image_id,
      hits: one.hits,
      sizeBytes: one.size,
      lastAccessedAt: moment(one.last_accessed),
      lastModifiedAt: moment(one.last_modified),
    })),
    queued: wire.queued_images,
  }
}

export async function queueForCache(
  ports: ImageServicePorts,
  { cloudId, imageId }: OneImage,
  signal: AbortSignal,
): Promise<void> {
  const call = {
    origin: 'images',
    verb: 'cache',
    cloudId,
    imageId,
    method: 'PUT',
    path: entryPath(imageId),
  } as const
  await callImageService(ports, call, signal)
}

export async function deleteFromCache(
  ports: ImageServicePorts,
  { cloudId, imageId }: OneImage,
  signal: AbortSignal,
): Promise<void> {
  const path = entryPath(imageId)
  const call = { origin: 'images', verb: 'cache', cloudId, imageId, method: 'DELETE', path } as const
  await callImageService(ports, call, signal)
}

/** Empties the cache, the queue, or both. */
export async function clearCache(
  ports: ImageServicePorts,
  { cloudId, target }: { cloudId: string; target: CacheTarget },
  signal: AbortSignal,
): Promise<void> {
  const headers: HeaderPair[] = target === 'both' ? [] : [['x-image-cache-clear-target', target]]
  const call = {
    ...base,
    verb: 'probe',
    cloudId,
    imageId: null,
    method: 'DELETE',
    path: '/v2/cache',
  } as const
  await callImageService(ports, { ...call, headers }, signal)
}

function entryPath(imageId: string): string {
  return `/v2/cache/${encodeURIComponent(imageId)}`
}

/** Glance counts seconds, and writes 0 for never. */
function moment(seconds: number | null | undefined): string | null {
  return seconds ? new Date(seconds * 1000).toISOString() : null
}
