import * as z from 'zod'

import type { ImageAttribute } from '../../../shared/model/image-service.ts'
import { callImageService, type ImageServicePorts } from './call-image-service.ts'
import { parseAnswer } from './parse-image.ts'

const wireAttribute = z.object({
  type: z.union([z.string(), z.array(z.string())]).default([]),
  description: z.string().nullish(),
  readOnly: z.boolean().default(false),
  enum: z.array(z.unknown()).default([]),
  maxLength: z.int().nullish(),
})
const wireSchema = z.object({ properties: z.record(z.string(), wireAttribute) })

/** What `/v2/schemas/image` says of each attribute. An operator may have added some to what Glance has. */
export async function imageSchemaOf(
  ports: ImageServicePorts,
  cloudId: string,
  signal: AbortSignal,
): Promise<ImageAttribute[]> {
  const answer = await callImageService(
    ports,
    { verb: 'formats', origin: 'images', cloudId, imageId: null, method: 'GET', path: '/v2/schemas/image' },
    signal,
  )
  return Object.entries(parseAnswer(wireSchema, answer).properties).map(([name, attribute]) => ({
    name,
    types: [attribute.type].flat(),
    description: attribute.description || null,
    isReadOnly: attribute.readOnly,
    choices: attribute.enum.filter((value) => value !== null).map((value) => asText(value)),
    maxLength: attribute.maxLength ?? null,
  }))
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
