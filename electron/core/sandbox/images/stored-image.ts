import * as z from 'zod'

export const storeNames = ['fast', 'archive'] as const
export type StoreName = (typeof storeNames)[number]

const storedMember = z.object({
  projectId: z.string(),
  status: z.enum(['pending', 'accepted', 'rejected']),
  createdAt: z.string(),
  updatedAt: z.string(),
})

const imageStatus = z.enum(['queued', 'saving', 'uploading', 'importing', 'active', 'deactivated'])

const imageData = z.object({
  sizeBytes: z.int(),
  virtualSizeBytes: z.int().nullable(),
  md5: z.string(),
  sha512: z.string(),
})

export const storedImage = z.object({
  id: z.string(),
  name: z.string().nullable(),
  status: imageStatus,
  visibility: z.enum(['public', 'private', 'shared', 'community']),
  protected: z.boolean(),
  osHidden: z.boolean(),
  owner: z.string().nullable(),
  diskFormat: z.string().nullable(),
  containerFormat: z.string().nullable(),
  minDisk: z.int(),
  minRam: z.int(),
  tags: z.array(z.string()),
  properties: z.record(z.string(), z.string()),
  /** Null until the image has data. */
  data: imageData
    .extend({ store: z.enum(storeNames), copies: z.array(z.enum(storeNames)).default([]) })
    .nullable(),
  /** Data that waits to be imported. */
  staged: imageData.nullable(),
  members: z.array(storedMember),
  createdAt: z.string(),
  updatedAt: z.string(),
})

export type StoredImage = z.infer<typeof storedImage>
export type ImageData = z.infer<typeof imageData>
export type Member = z.infer<typeof storedMember>

/**
 * The image as Glance shows it: own properties first, then the fields that every image has. Where the data of a
 * deactivated image is, only administrators are told.
 */
export function describeImage(image: StoredImage, isAdmin: boolean) {
  const { data, staged } = image
  const path = `/v2/images/${image.id}`
  return {
    ...image.properties,
    name: image.name,
    disk_format: image.diskFormat,
    container_format: image.containerFormat,
    visibility: image.visibility,
    size: (data ?? staged)?.sizeBytes ?? null,
    virtual_size: data?.virtualSizeBytes ?? null,
    status: image.status,
    checksum: data?.md5 ?? null,
    protected: image.protected,
    min_ram: image.minRam,
    min_disk: image.minDisk,
    owner: image.owner,
    os_hidden: image.osHidden,
    os_hash_algo: data ? 'sha512' : null,
    os_hash_value: data?.sha512 ?? null,
    id: image.id,
    created_at: seconds(image.createdAt),
    updated_at: seconds(image.updatedAt),
    tags: image.tags,
    self: path,
    file: `${path}/file`,
    schema: '/v2/schemas/image',
    ...(data && (isAdmin || image.status !== 'deactivated') ? { stores: storesOf(data).join(',') } : {}),
  }
}

/** The stores that hold the data, the one it is read from first. */
export function storesOf({ store, copies }: NonNullable<StoredImage['data']>): StoreName[] {
  return [store, ...copies]
}

export function describeMember(member: Member, imageId: string) {
  return {
    member_id: member.projectId,
    image_id: imageId,
    status: member.status,
    created_at: seconds(member.createdAt),
    updated_at: seconds(member.updatedAt),
    schema: '/v2/schemas/member',
  }
}

function seconds(moment: string): string {
  return moment.replace(/\.\d+Z$/, 'Z')
}
