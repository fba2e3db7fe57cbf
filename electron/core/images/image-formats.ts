import * as z from 'zod'

import type { ImageFormats } from '../../../shared/model/image.ts'
import { callImageService, type ImageServicePorts } from './call-image-service.ts'
import { parseAnswer } from './parse-image.ts'

/** What Image API v2 knows; an operator may have set fewer or more. */
const usual: ImageFormats = {
  disk: ['ami', 'ari', 'aki', 'vhd', 'vhdx', 'vmdk', 'raw', 'qcow2', 'vdi', 'iso', 'ploop'],
  container: ['ami', 'ari', 'aki', 'bare', 'ovf', 'ova', 'docker', 'compressed'],
}

const choice = z.object({ enum: z.array(z.unknown()) }).optional()
/** What is read of `/v2/schemas/image`. */
export const imageSchema = z.object({
  properties: z.object({ disk_format: choice, container_format: choice, visibility: choice }),
})

/** The formats a cloud accepts, from its own schema; the usual ones where that does not say. */
export async function imageFormats(
  ports: ImageServicePorts,
  cloudId: string,
  signal: AbortSignal,
): Promise<ImageFormats> {
  const answer = await callImageService(
    ports,
    { verb: 'formats', origin: 'images', cloudId, imageId: null, method: 'GET', path: '/v2/schemas/image' },
    signal,
  )
  return formatsIn(parseAnswer(imageSchema, answer).properties)
}

export function formatsIn(properties: z.infer<typeof imageSchema>['properties']): ImageFormats {
  return {
    disk: names(properties.disk_format) ?? usual.disk,
    container: names(properties.container_format) ?? usual.container,
  }
}

function names(property: z.infer<typeof choice>): string[] | null {
  const found = (property?.enum ?? []).filter((value) => typeof value === 'string')
  return found.length > 0 ? found : null
}
