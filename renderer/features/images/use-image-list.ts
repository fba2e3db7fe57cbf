import {
  type InfiniteData,
  type QueryKey,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useCallback, useEffect, useMemo } from 'react'

import type { Image } from '../../../shared/model/image.ts'
import type { ImageQuery, ListGap } from '../../../shared/model/image-query.ts'
import type { Client } from '../../lib/api.ts'
import { useApi } from '../../lib/api-context.tsx'
import { toProblem } from '../../lib/explain-error.ts'
import type { SignedInCloud } from '../../lib/live.ts'

type ImagePage = { images: Image[]; nextMarker: string | null; gap: ListGap | null }
type ImagePages = InfiniteData<ImagePage, PagePlace>

/** Where a page begins; null: at the start. */
type PagePlace = { marker: string; earlierMarkers: string[] } | null

const firstPage = 50
const laterPages = 1000
const followEveryMs = 5000

// Enough that one of them is still there, should the marker be deleted between two pages.
const spareMarkers = 20

/** Every image that the cloud has for a query: the first rows at once, then page after page until there are no more. */
export function useImageList(cloud: SignedInCloud, asked: ImageQuery) {
  const { query } = useApi()
  const listKey = useListKey(cloud, asked)
  const list = useInfiniteQuery(
    query.images.list.infiniteOptions({
      input: (place: PagePlace) => ({
        cloudId: cloud.id,
        query: asked,
        ...(place ?? { marker: null }),
        limit: place === null ? firstPage : laterPages,
      }),
      initialPageParam: null as PagePlace,
      getNextPageParam: placeAfter,
      queryKey: listKey,
    }),
  )
  const { hasNextPage, isFetching, isError, fetchNextPage } = list

  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage()
  }, [hasNextPage, isFetching, isError, fetchNextPage])

  const pages = list.data?.pages
  const images = useMemo(() => distinct((pages ?? []).flatMap((page) => page.images)), [pages])
  return {
    ...list,
    listKey,
    images,
    isComplete: list.isSuccess && !hasNextPage,
    hasGap: (pages ?? []).some(({ gap }) => gap !== null),
  }
}

function placeAfter({ images, nextMarker }: ImagePage): PagePlace {
  if (nextMarker === null) return null
  const earlier = images.map(({ id }) => id).filter((id) => id !== nextMarker)
  return { marker: nextMarker, earlierMarkers: earlier.slice(-spareMarkers).toReversed() }
}

/** Asks for one image again and again while it is mounted, and puts each answer into the list. */
export function useFollowedImage(cloud: SignedInCloud, imageId: string, listKey: QueryKey): void {
  const { client, query } = useApi()
  const queries = useQueryClient()
  const one = { cloudId: cloud.id, imageId }

  useQuery({
    queryKey: [...query.images.show.key({ input: one }), 'followed'],
    queryFn: async ({ signal }) => {
      const change = await readImage(client, one, { signal })
      queries.setQueryData<ImagePages>(listKey, (list) => list && change(list))
      return null
    },
    gcTime: 0,
    refetchInterval: ({ state }) => (state.error ? false : followEveryMs),
  })
}

/** Asks anew for one image, and puts the answer into each list that has it: no list is read again. */
export function useImageRefresh(cloudId: string, imageId: string): () => Promise<void> {
  const { client, query } = useApi()
  const queries = useQueryClient()

  return useCallback(async () => {
    const { list, show, members, tasks } = query.images
    const change = await readImage(client, { cloudId, imageId })
    for (const [key, pages] of queries.getQueriesData<ImagePages>({
      queryKey: list.key({ type: 'infinite' }),
    })) {
      if (pages && hasImage(pages, imageId)) queries.setQueryData<ImagePages>(key, change(pages))
    }
    const keys = [show.key(), members.key(), tasks.key()]
    await Promise.all(keys.map((queryKey) => queries.invalidateQueries({ queryKey })))
  }, [client, query, queries, cloudId, imageId])
}

/** What a list becomes by what the cloud says of one image now. */
async function readImage(
  { images }: Client,
  one: { cloudId: string; imageId: string },
  options: { signal?: AbortSignal } = {},
): Promise<(list: ImagePages) => ImagePages> {
  try {
    return withImage(await images.show(one, options))
  } catch (error) {
    if (toProblem(error)?.code === 'IMAGE_GONE') return withoutImage(one.imageId)
    throw error
  }
}

// A cloud answers differently in each project and region, so these are part of the key.
function useListKey({ id, session }: SignedInCloud, asked: ImageQuery): QueryKey {
  const { query } = useApi()
  const scope = scopeOf({ id, session })
  return useMemo(() => [...query.images.list.key({ type: 'infinite' }), scope, asked], [query, scope, asked])
}

/** Names cloud, project and region together: what a list, a selection or a filter belongs to. */
export function scopeOf({ id, session }: Pick<SignedInCloud, 'id' | 'session'>): string {
  return [id, session.project?.id ?? '', session.regionName ?? ''].join(' ')
}

function withImage(image: Image) {
  return (list: ImagePages): ImagePages => {
    const isKnown = hasImage(list, image.id)
    const pages = list.pages.map((page, index) => ({
      ...page,
      images:
        index === 0 && !isKnown
          ? [image, ...page.images]
          : page.images.map((known) => (known.id === image.id ? image : known)),
    }))
    return { ...list, pages }
  }
}

function hasImage({ pages }: ImagePages, imageId: string): boolean {
  return pages.some(({ images }) => images.some(({ id }) => id === imageId))
}

function withoutImage(imageId: string) {
  return (list: ImagePages): ImagePages => ({
    ...list,
    pages: list.pages.map((page) => ({ ...page, images: page.images.filter(({ id }) => id !== imageId) })),
  })
}

// An image made while the pages come in can be on two of them.
function distinct(images: readonly Image[]): Image[] {
  return [...new Map(images.map((image) => [image.id, image])).values()]
}
