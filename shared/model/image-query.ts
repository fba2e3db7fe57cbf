import * as z from 'zod'

/** Keys that Image API v2 sorts by. */
const imageSortKey = z.enum([
  'name',
  'status',
  'container_format',
  'disk_format',
  'size',
  'id',
  'created_at',
  'updated_at',
])

const imageSort = z.object({ key: imageSortKey, direction: z.enum(['asc', 'desc']) })

const anyOf = z.array(z.string().min(1)).max(50)

/**
 * What the cloud itself filters and sorts a list by (Image API v2, "List images"). What is left out is not asked
 * for, and then the cloud's own defaults hold: own, public and accepted images, none that is hidden.
 */
export const imageQuery = z.object({
  names: anyOf.optional(),
  statuses: anyOf.optional(),
  diskFormats: anyOf.optional(),
  containerFormats: anyOf.optional(),
  visibility: z.enum(['public', 'private', 'shared', 'community', 'all']).optional(),
  /** Of images that others share: by default those that were accepted. */
  memberStatus: z.enum(['pending', 'accepted', 'rejected', 'all']).optional(),
  owner: z.string().min(1).optional(),
  /** An image must have all of them. */
  tags: z.array(z.string().min(1)).max(128).optional(),
  isProtected: z.boolean().optional(),
  isHidden: z.boolean().optional(),
  minSizeBytes: z.int().nonnegative().optional(),
  maxSizeBytes: z.int().nonnegative().optional(),
  /** Other attributes and properties, compared as text. */
  properties: z.record(z.string().min(1), z.string()).optional(),
  /** The first counts most. Left out: newest first. */
  sort: z.array(imageSort).max(8).optional(),
})
export type ImageQuery = z.infer<typeof imageQuery>

/** Where a list went on when the image that marked the place was deleted; null: from the start. */
export const listGap = z.object({ resumedAfter: z.string().nullable() })
export type ListGap = z.infer<typeof listGap>
