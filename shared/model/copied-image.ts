import type { Image, NewImage } from './image.ts'

export type Visibility = NonNullable<NewImage['visibility']>

export interface CopyWish {
  /** None: as the image is called. */
  readonly name?: string | undefined
  /** None: as the image is, as far as the other cloud lets this user. */
  readonly visibility?: Visibility | undefined
  /** Whether the user is an administrator in the other cloud. */
  readonly isAdmin: boolean
}

/**
 * What an image becomes in another cloud, and what of it stays behind, by its names in the Image API. What names a
 * thing of the first cloud (a project, a server, a key, a volume) would be wrong in the second, or stop the upload.
 */
export function copiedImage(
  image: Image,
  { name, visibility, isAdmin }: CopyWish,
): { image: NewImage; notCarried: string[] } {
  const own = known.find((each) => each === image.visibility)
  const given = visibility ?? (own === 'public' && !isAdmin ? 'private' : own)
  const entries = Object.entries(image.properties)
  return {
    image: {
      name: name ?? image.name ?? image.id,
      diskFormat: image.diskFormat,
      containerFormat: image.containerFormat,
      ...(given && { visibility: given }),
      minDiskGb: image.minDiskGb,
      minRamMb: image.minRamMb,
      tags: image.tags.slice(0, mostTags),
      properties: Object.fromEntries(entries.filter(isCarried)),
    },
    notCarried: [
      ...(given === image.visibility || visibility !== undefined ? [] : ['visibility']),
      ...(image.isProtected ? ['protected'] : []),
      ...(image.isHidden ? ['os_hidden'] : []),
      ...(image.tags.length > mostTags ? ['tags'] : []),
      ...entries.filter((entry) => !isCarried(entry)).map(([key]) => key),
    ].toSorted(),
  }
}

/** More than the contract, and the usual quota of a cloud, lets a new image have. */
const mostTags = 128

const known: readonly Visibility[] = ['private', 'shared', 'community', 'public']

function isCarried([key]: [string, string]): boolean {
  return !key.startsWith('os_glance_') && !ofTheCloud.has(key)
}

const ofTheCloud: ReadonlySet<string> = new Set([
  // Written by Nova into the image of a server.
  'base_image_ref',
  'boot_roles',
  'image_location',
  'image_state',
  'instance_uuid',
  'owner_id',
  'owner_project_name',
  'owner_user_name',
  'user_id',
  // Volumes and their snapshots.
  'bdm_v2',
  'block_device_mapping',
  // Keys and certificates in the key manager: Glance checks a signature with them while the data comes.
  'cinder_encryption_key_deletion_policy',
  'cinder_encryption_key_id',
  'img_signature',
  'img_signature_certificate_uuid',
  'img_signature_hash_method',
  'img_signature_key_type',
])
