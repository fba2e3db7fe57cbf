/** What a list of images can show in columns, the usual ones first. */
export const imageColumns = [
  'name',
  'status',
  'size',
  'format',
  'visibility',
  'updated',
  'tags',
  'container',
  'virtualSize',
  'minDisk',
  'minRam',
  'owner',
  'protected',
  'stores',
  'created',
  'id',
] as const
export type ImageColumn = (typeof imageColumns)[number]

/** What the cloud is asked for: its usual list, or one of those that it keeps apart from it. */
export const listScopes = [
  'usual',
  'all',
  'public',
  'community',
  'hidden',
  'pending',
  'accepted',
  'rejected',
] as const
export type ListScope = (typeof listScopes)[number]

export const imageFacets = ['status', 'visibility', 'format', 'owner', 'tag', 'protected'] as const
export type ImageFacet = (typeof imageFacets)[number]
export type FacetChoice = Readonly<Record<ImageFacet, string | null>>

export interface ImageSort {
  readonly column: ImageColumn
  readonly isDescending: boolean
}

/** How a list of images is looked at. */
export interface ImageLook {
  readonly text: string
  readonly scope: ListScope
  readonly choice: FacetChoice
  /** Whether the cloud leaves out what was not chosen, or the page does after everything was loaded. */
  readonly asksCloud: boolean
  /** The first counts most. */
  readonly sort: readonly ImageSort[]
  readonly columns: readonly ImageColumn[]
}
