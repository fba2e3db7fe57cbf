import * as z from 'zod'

/** Statuses of Image API v2; a newer cloud may send one that is not listed, so it is a string on the wire. */
export const imageStatuses = [
  'queued',
  'saving',
  'uploading',
  'importing',
  'active',
  'deactivated',
  'killed',
  'pending_delete',
  'deleted',
] as const
export type ImageStatus = (typeof imageStatuses)[number]

/** A Glance image: the base attributes of Image API v2, with units in the names, and everything else under `properties`. */
export const image = z.object({
  id: z.string().min(1),
  name: z.string().nullable(),
  status: z.string(),
  visibility: z.string(),
  sizeBytes: z.int().nonnegative().nullable(),
  virtualSizeBytes: z.int().nonnegative().nullable(),
  diskFormat: z.string().nullable(),
  containerFormat: z.string().nullable(),
  minDiskGb: z.int().nonnegative(),
  minRamMb: z.int().nonnegative(),
  isProtected: z.boolean(),
  isHidden: z.boolean(),
  owner: z.string().nullable(),
  tags: z.array(z.string()),
  /** MD5, hex. */
  checksum: z.string().nullable(),
  osHashAlgo: z.string().nullable(),
  osHashValue: z.string().nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
  stores: z.array(z.string()),
  properties: z.record(z.string(), z.string()),
})
export type Image = z.infer<typeof image>

/** Body of `POST /v2/images`, in the app's words. An id that is given must be free. */
export const newImage = z.object({
  id: z.uuid().optional(),
  name: z.string().max(255),
  diskFormat: z.string().min(1).nullable(),
  containerFormat: z.string().min(1).nullable(),
  visibility: z.enum(['private', 'shared', 'community', 'public']).optional(),
  minDiskGb: z.int().nonnegative().optional(),
  minRamMb: z.int().nonnegative().optional(),
  isProtected: z.boolean().optional(),
  tags: z.array(z.string().max(255)).max(128).optional(),
  properties: z.record(z.string().max(255), z.string()).optional(),
})
export type NewImage = z.infer<typeof newImage>

export const imageFormats = z.object({ disk: z.array(z.string()), container: z.array(z.string()) })
export type ImageFormats = z.infer<typeof imageFormats>
