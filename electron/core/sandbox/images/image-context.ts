import type { Identity } from '../identity/identity.ts'
import type { Call } from '../wire/call.ts'
import type { Background } from './background.ts'
import { refuse } from './image-answers.ts'
import type { Metadefs } from './metadef-catalogue.ts'
import type { ImageStore } from './open-image-store.ts'
import type { StoredImage } from './stored-image.ts'
import type { TaskLog } from './task-log.ts'

/** What an operation on images has at hand. */
export interface ImageContext {
  readonly store: ImageStore
  readonly identity: Identity
  readonly viewer: Viewer
  readonly tasks: TaskLog
  readonly background: Background
  readonly cached: CachedImages
  readonly metadefs: Metadefs
  /** Refuse data that is not what its disk format says, as Glance does from 2025.1 on. */
  readonly inspectsFormats: boolean
}

/** Sizes and moments by image of what the cache holds. It copies nothing: the data is as near without. */
export type CachedImages = Map<string, { readonly sizeBytes: number; readonly cachedAt: Date }>

/** Who asks, as far as images care. A token without a project sees what everybody sees. */
export interface Viewer {
  readonly userId: string
  readonly projectId: string | null
  readonly isAdmin: boolean
}

export function owns(viewer: Viewer, image: StoredImage): boolean {
  return viewer.projectId !== null && image.owner === viewer.projectId
}

export function canChange(viewer: Viewer, image: StoredImage): boolean {
  return viewer.isAdmin || owns(viewer, image)
}

export function canSee(viewer: Viewer, image: StoredImage): boolean {
  const isOpen = image.visibility === 'public' || image.visibility === 'community'
  return isOpen || canChange(viewer, image) || membership(viewer, image) !== null
}

export function membership(viewer: Viewer, image: StoredImage): string | null {
  if (image.visibility !== 'shared') return null
  return image.members.find((member) => member.projectId === viewer.projectId)?.status ?? null
}

/** The image of a call, if the caller may know of it; what is hidden is answered as what does not exist. */
export function findImage(
  call: Call,
  id: string,
  context: ImageContext,
  message = `No image found with ID ${id}`,
): StoredImage {
  const image = context.store.get(id)
  if (!image || !canSee(context.viewer, image)) throw refuse(call, 404, message)
  return image
}

export function requireChange(call: Call, image: StoredImage, { viewer }: ImageContext): void {
  if (!canChange(viewer, image)) throw refuse(call, 403, 'You do not own this image')
}
