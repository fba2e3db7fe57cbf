import * as z from 'zod'

import type { Image } from '../../../shared/model/image.ts'
import { callImageService, type ImageServicePorts } from './call-image-service.ts'
import { parseAnswer, toImage, wireImage } from './parse-image.ts'

const wirePage = z.object({ images: z.array(wireImage), next: z.string().nullish() })

/**
 * One page, newest first. The server's `next` tells that there is more, but is not followed: Glance loses repeated
 * parameters when it writes it. It also leaves it out when a policy hides a whole page, so a full page goes on too;
 * the last page may then be empty.
 */
export async function listImages(
  ports: ImageServicePorts,
  { cloudId, marker, limit }: { cloudId: string; marker: string | null; limit: number },
  signal: AbortSignal,
): Promise<{ images: Image[]; nextMarker: string | null }> {
  const query = new URLSearchParams({ limit: String(limit), sort: 'created_at:desc,id:desc' })
  if (marker !== null) query.set('marker', marker)
  const path = `/v2/images?${query.toString()}`
  const answer = await callImageService(
    ports,
    { verb: 'list', origin: 'images', cloudId, imageId: null, method: 'GET', path },
    signal,
  )
  const page = parseAnswer(wirePage, answer)
  const hasMore = Boolean(page.next) || page.images.length >= limit
  return {
    images: page.images.map(toImage),
    nextMarker: hasMore ? (page.images.at(-1)?.id ?? null) : null,
  }
}
