import * as z from 'zod'

import { AppError } from '../../../shared/errors.ts'
import type { Image } from '../../../shared/model/image.ts'
import type { ImageServiceAnswer } from './call-image-service.ts'

/** An image as Image API v2 writes it. Attributes that older releases lack may be absent. */
export const wireImage = z.looseObject({
  /** Becomes part of paths and addresses. */
  id: z.string().regex(/^[\w-]+$/, 'is no id'),
  name: z.string().nullish(),
  status: z.string().min(1),
  visibility: z.string().default('private'),
  size: z.int().nonnegative().nullish(),
  virtual_size: z.int().nonnegative().nullish(),
  disk_format: z.string().nullish(),
  container_format: z.string().nullish(),
  min_disk: z.int().nonnegative().default(0),
  min_ram: z.int().nonnegative().default(0),
  protected: z.boolean().default(false),
  os_hidden: z.boolean().default(false),
  owner: z.string().nullish(),
  tags: z.array(z.string()).default([]),
  checksum: z.string().nullish(),
  os_hash_algo: z.string().nullish(),
  os_hash_value: z.string().nullish(),
  created_at: z.string(),
  updated_at: z.string(),
  stores: z.string().nullish(),
})

/** The image in an answer. Throws BAD_ANSWER. */
export function parseImage(answer: ImageServiceAnswer): Image {
  return toImage(parseAnswer(wireImage, answer))
}

/** The JSON of an answer in the shape that was asked for. Throws BAD_ANSWER, saying where it is not. */
export function parseAnswer<Schema extends z.ZodType>(
  schema: Schema,
  answer: ImageServiceAnswer,
): z.infer<Schema> {
  const parsed = schema.safeParse(readJson(answer))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const where = issue?.path.join('.') || 'answer'
  throw new AppError('BAD_ANSWER', { host: answer.host, detail: `${where}: ${issue?.message ?? 'invalid'}` })
}

export function toImage(wire: z.infer<typeof wireImage>): Image {
  return {
    id: wire.id,
    name: wire.name ?? null,
    status: wire.status,
    visibility: wire.visibility,
    sizeBytes: wire.size ?? null,
    virtualSizeBytes: wire.virtual_size ?? null,
    diskFormat: wire.disk_format ?? null,
    containerFormat: wire.container_format ?? null,
    minDiskGb: wire.min_disk,
    minRamMb: wire.min_ram,
    isProtected: wire.protected,
    isHidden: wire.os_hidden,
    owner: wire.owner ?? null,
    tags: wire.tags.toSorted(),
    checksum: wire.checksum?.toLowerCase() ?? null,
    osHashAlgo: wire.os_hash_algo?.toLowerCase() ?? null,
    osHashValue: wire.os_hash_value?.toLowerCase() ?? null,
    createdAt: wire.created_at,
    updatedAt: wire.updated_at,
    stores: (wire.stores ?? '').split(',').filter(Boolean),
    properties: properties(wire),
  }
}

/** Links that say nothing about the image; `locations` is no string and drops out by itself. */
const links = ['self', 'file', 'schema', 'direct_url']
const notProperties: ReadonlySet<string> = new Set([...Object.keys(wireImage.shape), ...links])

function properties(wire: Readonly<Record<string, unknown>>): Record<string, string> {
  const found = Object.entries(wire).filter(
    (entry): entry is [string, string] => !notProperties.has(entry[0]) && typeof entry[1] === 'string',
  )
  return Object.fromEntries(found)
}

function readJson({ text, isTruncated, host }: ImageServiceAnswer): unknown {
  if (isTruncated) throw new AppError('BAD_ANSWER', { host, detail: 'larger than any answer of this kind' })
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new AppError('BAD_ANSWER', { host, detail: 'not JSON' }, { cause: error })
  }
}
