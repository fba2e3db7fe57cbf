import * as z from 'zod'

import type { ImageQuota } from '../../../shared/model/image-service.ts'
import { callImageService, type ImageServicePorts } from './call-image-service.ts'
import { parseAnswer } from './parse-image.ts'

const wireUsage = z.object({
  usage: z.record(z.string(), z.object({ usage: z.number(), limit: z.number() })),
})

/** The quotas of the project; none unless the cloud's operator uses unified limits. Throws NOT_OFFERED. */
export async function imageUsage(
  ports: ImageServicePorts,
  cloudId: string,
  signal: AbortSignal,
): Promise<ImageQuota[]> {
  const call = {
    verb: 'probe',
    part: 'usage',
    origin: 'images',
    cloudId,
    imageId: null,
    method: 'GET',
    path: '/v2/info/usage',
  } as const
  const { usage } = parseAnswer(wireUsage, await callImageService(ports, call, signal))
  return Object.entries(usage).map(([name, quota]) => ({
    name,
    ...quota,
    unit: unitOf(name),
  }))
}

/** Sizes are counted in MiB, the rest in pieces (Image API v2, "Quota usage"). */
function unitOf(name: string): 'MiB' | 'count' {
  return /size|stage/.test(name) ? 'MiB' : 'count'
}
