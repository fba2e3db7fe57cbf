import type { Image } from '../../../shared/model/image.ts'
import type { FacetChoice, ImageFacet, ImageLook } from '../../../shared/model/image-look.ts'
import type { ImageQuery } from '../../../shared/model/image-query.ts'

export const noFacets: FacetChoice = {
  status: null,
  visibility: null,
  format: null,
  owner: null,
  tag: null,
  protected: null,
}

export const usualLook: ImageLook = {
  text: '',
  scope: 'usual',
  choice: noFacets,
  asksCloud: false,
  sort: [{ column: 'name', isDescending: false }],
  columns: ['name', 'status', 'size', 'format', 'visibility', 'updated', 'tags'],
}

/** Values of the facet of protection; they are shown in the language of the page. */
export const yes = 'yes'
export const no = 'no'

/** Whether the cloud itself leaves out what this facet does not let through. */
export function isAskedOfCloud({ asksCloud, scope, choice }: ImageLook, facet: ImageFacet): boolean {
  if (!asksCloud || choice[facet] === null) return false
  return (
    facet !== 'visibility' || (isCloudVisibility(choice.visibility) && (scope === 'usual' || scope === 'all'))
  )
}

/** What is asked of the cloud for a look. The text and the rest of the facets are applied to what it answers. */
export function queryOf(look: ImageLook): ImageQuery {
  const ask = (facet: ImageFacet) => (isAskedOfCloud(look, facet) ? look.choice[facet] : null)
  const [status, visibility, format] = [ask('status'), ask('visibility'), ask('format')]
  const [owner, tag, isProtected] = [ask('owner'), ask('tag'), ask('protected')]
  return {
    ...ofScope(look.scope),
    ...(status === null ? {} : { statuses: [status] }),
    ...(isCloudVisibility(visibility) ? { visibility } : {}),
    ...(format === null ? {} : { diskFormats: [format] }),
    ...(owner === null ? {} : { owner }),
    ...(tag === null ? {} : { tags: [tag] }),
    ...(isProtected === null ? {} : { isProtected: isProtected === yes }),
  }
}

/** Whether an image that was just made belongs to the list that the cloud was asked for. */
export function takesNewImages({ scope }: ImageLook): boolean {
  return scope === 'usual' || scope === 'all'
}

export function facetValues(image: Image, facet: ImageFacet): readonly string[] {
  switch (facet) {
    case 'status':
      return [image.status]
    case 'visibility':
      return [image.visibility]
    case 'format':
      return image.diskFormat === null ? [] : [image.diskFormat]
    case 'owner':
      return image.owner === null ? [] : [image.owner]
    case 'tag':
      return image.tags
    case 'protected':
      return [image.isProtected ? yes : no]
  }
}

function ofScope(scope: ImageLook['scope']): ImageQuery {
  switch (scope) {
    case 'usual':
      return {}
    case 'all':
    case 'public':
    case 'community':
      return { visibility: scope }
    case 'hidden':
      return { isHidden: true }
    case 'pending':
    case 'accepted':
    case 'rejected':
      return { visibility: 'shared', memberStatus: scope }
  }
}

type CloudVisibility = 'public' | 'private' | 'shared' | 'community'

function isCloudVisibility(value: string | null): value is CloudVisibility {
  return value === 'public' || value === 'private' || value === 'shared' || value === 'community'
}

/** The look alone, of a view that also knows what is selected. */
export function lookOf({ text, scope, choice, asksCloud, sort, columns }: ImageLook): ImageLook {
  return { text, scope, choice, asksCloud, sort, columns }
}
