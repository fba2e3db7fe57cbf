import * as z from 'zod'

import { isAppError } from '../../../shared/errors.ts'
import type { ImageListQuery, ImagePage } from '../core.ts'
import { callImageService, type ImageServicePorts } from './call-image-service.ts'
import { showImage } from './image-verbs.ts'
import { listParameters } from './list-query.ts'
import { parseAnswer, toImage, wireImage } from './parse-image.ts'

const wirePage = z.object({ images: z.array(wireImage), next: z.string().nullish() })

/**
 * One page. The server's `next` tells that there is more, but is not followed: Glance loses repeated parameters when
 * it writes it. It also leaves it out when a policy hides a whole page, so a full page goes on too; the last page may
 * then be empty.
 */
export async function listImages(
  ports: ImageServicePorts,
  query: ImageListQuery,
  signal: AbortSignal,
): Promise<ImagePage> {
  const { cloudId, marker, earlierMarkers = [] } = query
  try {
    return { ...(await listPage(ports, query, marker, signal)), gap: null }
  } catch (error) {
    if (marker === null || !isAppError(error, 'CLOUD_REFUSED') || error.data.status !== 400) throw error
    if (await isThere(ports, { cloudId, imageId: marker }, signal)) throw error
  }
  let resumedAfter: string | null = null
  for (const earlier of earlierMarkers) {
    if (!(await isThere(ports, { cloudId, imageId: earlier }, signal))) continue
    resumedAfter = earlier
    break
  }
  return { ...(await listPage(ports, query, resumedAfter, signal)), gap: { resumedAfter } }
}

async function listPage(
  ports: ImageServicePorts,
  { cloudId, query = {}, limit, earlierMarkers = [] }: ImageListQuery,
  marker: string | null,
  signal: AbortSignal,
): Promise<Omit<ImagePage, 'gap'>> {
  const parameters = listParameters(query)
  parameters.set('limit', String(limit))
  if (marker !== null) parameters.set('marker', marker)
  const path = `/v2/images?${parameters.toString()}`
  const call = { verb: 'list', origin: 'images', cloudId, imageId: null, method: 'GET', path } as const
  const page = parseAnswer(wirePage, await callImageService(ports, call, signal))
  const next = page.images.at(-1)?.id ?? null
  // Who leads back to where the list has been already leads in a circle.
  const isNew = next !== null && ![marker, ...earlierMarkers].includes(next)
  const hasMore = isNew && (Boolean(page.next) || page.images.length >= limit)
  return { images: page.images.map(toImage), nextMarker: hasMore ? next : null }
}

/** A deleted marker and any other mistake in a query are both a 400: only the image itself tells them apart. */
async function isThere(
  ports: ImageServicePorts,
  one: { cloudId: string; imageId: string },
  signal: AbortSignal,
): Promise<boolean> {
  try {
    await showImage(ports, one, signal)
    return true
  } catch (error) {
    if (isAppError(error, 'IMAGE_GONE')) return false
    throw error
  }
}
