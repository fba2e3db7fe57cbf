import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

import type { Api } from '../../../lib/api.ts'
import { useApi } from '../../../lib/api-context.tsx'

export type ImageExchanges = ReturnType<typeof useImageExchanges>

/** The exchanges made for one image, newest first, kept up to date while they are made. */
export function useImageExchanges(cloudId: string, imageId: string) {
  const api = useApi()
  const queries = useQueryClient()

  useEffect(() => {
    const stop = new AbortController()
    void followHistory(api, queries, imageId, stop.signal)
    return () => stop.abort()
  }, [api, queries, imageId])

  return useQuery(
    api.query.history.list.queryOptions({ input: { text: '', cloudId, imageId, limit: 100, offset: 0 } }),
  )
}

async function followHistory(
  { client, query }: Api,
  queries: QueryClient,
  imageId: string,
  signal: AbortSignal,
) {
  try {
    for await (const event of await client.history.watch(undefined, { signal })) {
      if (event.type === 'added' && event.record.imageId !== imageId) continue
      void queries.invalidateQueries({ queryKey: query.history.list.key({ input: { imageId } }) })
    }
  } catch (error) {
    if (!signal.aborted) console.warn('the history stream ended', error)
  }
}
