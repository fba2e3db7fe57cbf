import * as z from 'zod'

/** Why a part of the service cannot be used: the status that the cloud answered when it was tried. */
const absent = z.object({ isHere: z.literal(false), status: z.int() })
const present = z.object({ isHere: z.literal(true) })

/** A part that is either there or, by 403, 404 or 405, is not: not built in, switched off, or not for this role. */
export const presence = z.discriminatedUnion('isHere', [present, absent])
export type Presence = z.infer<typeof presence>

export const imageStore = z.object({
  id: z.string().min(1),
  description: z.string().nullable(),
  isDefault: z.boolean(),
  isReadOnly: z.boolean(),
  /** Driver, such as `file` or `rbd`, its weight and what else administrators are told; null: not told. */
  detail: z
    .object({
      type: z.string().nullable(),
      weight: z.number().nullable(),
      properties: z.record(z.string(), z.string()),
    })
    .nullable(),
})
export type ImageStore = z.infer<typeof imageStore>

/** What the image service of a cloud can do for this session. Probed, never guessed from a version. */
export const imageCapabilities = z.object({
  /** `v2.16`, newest first. */
  versions: z.array(z.object({ id: z.string(), status: z.string() })),
  /** Not here: one store only, which has no name. */
  stores: z.discriminatedUnion('isHere', [present.extend({ stores: z.array(imageStore) }), absent]),
  /** Not here: no interoperable import. */
  importMethods: z.discriminatedUnion('isHere', [present.extend({ names: z.array(z.string()) }), absent]),
  formats: z.object({ disk: z.array(z.string()), container: z.array(z.string()) }),
  visibilities: z.array(z.string()),
  members: presence,
  tasks: presence,
  usage: presence,
  cache: presence,
  metadefs: presence,
  /** Whether data can be read in ranges. Null until a download has tried: only some stores can. */
  canReadRanges: z.boolean().nullable(),
})
export type ImageCapabilities = z.infer<typeof imageCapabilities>

/** A quota and how much of it is used. A limit of -1 is none. */
export const imageQuota = z.object({
  name: z.string(),
  usage: z.number(),
  limit: z.number(),
  unit: z.enum(['MiB', 'count']),
})
export type ImageQuota = z.infer<typeof imageQuota>

export const imageCache = z.object({
  cached: z.array(
    z.object({
      imageId: z.string(),
      hits: z.int(),
      sizeBytes: z.int(),
      /** Moments in ISO 8601; null: never, or not told. */
      lastAccessedAt: z.string().nullable(),
      lastModifiedAt: z.string().nullable(),
    }),
  ),
  queued: z.array(z.string()),
})
export type ImageCache = z.infer<typeof imageCache>
export const cacheTarget = z.enum(['cache', 'queue', 'both'])
export type CacheTarget = z.infer<typeof cacheTarget>

/** A property that the cloud's catalogue knows, under the name that it has on an image: the prefix is in it. */
export const metadefProperty = z.object({
  name: z.string().min(1),
  title: z.string(),
  description: z.string().nullable(),
  /** string, integer, number, boolean or array. On an image every value is text. */
  type: z.string(),
  choices: z.array(z.string()),
  default: z.string().nullable(),
  minimum: z.number().nullable(),
  maximum: z.number().nullable(),
  minLength: z.int().nullable(),
  maxLength: z.int().nullable(),
  pattern: z.string().nullable(),
  operators: z.array(z.string()),
  isReadOnly: z.boolean(),
  /** The object of the namespace that it belongs to, if any. */
  group: z.string().nullable(),
})
export type MetadefProperty = z.infer<typeof metadefProperty>

export const metadefNamespace = z.object({
  name: z.string().min(1),
  title: z.string(),
  description: z.string().nullable(),
  visibility: z.string(),
  isProtected: z.boolean(),
  owner: z.string().nullable(),
  properties: z.array(metadefProperty),
  objects: z.array(z.object({ name: z.string(), description: z.string().nullable() })),
  tags: z.array(z.string()),
  /** What its properties belong on, and what their names begin with there. */
  resourceTypes: z.array(z.object({ name: z.string(), prefix: z.string() })),
})
export type MetadefNamespace = z.infer<typeof metadefNamespace>

/** What the cloud's own schema says of an attribute that every image has. */
export const imageAttribute = z.object({
  name: z.string(),
  /** JSON schema's words; `null` among them: it can be unset. */
  types: z.array(z.string()),
  description: z.string().nullable(),
  isReadOnly: z.boolean(),
  choices: z.array(z.string()),
  maxLength: z.int().nullable(),
})
export type ImageAttribute = z.infer<typeof imageAttribute>
