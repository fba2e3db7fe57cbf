import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

import type { Api } from '../../../lib/api.ts'
import { useApi } from '../../../lib/api-context.tsx'

/** The collections that are open. */
export function useCollections() {
  const { query } = useApi()
  return useQuery(query.collections.list.queryOptions({ staleTime: Infinity }))
}

/** Reads the names again whenever a file changed, here or by another program. */
export function useFollowCollections(): void {
  const api = useApi()
  const queries = useQueryClient()
  useEffect(() => {
    const stop = new AbortController()
    void follow(api, queries, stop.signal)
    return () => stop.abort()
  }, [api, queries])
}

async function follow({ client, query }: Api, queries: QueryClient, signal: AbortSignal): Promise<void> {
  try {
    for await (const _ of await client.collections.watch(undefined, { signal })) {
      void queries.invalidateQueries({ queryKey: query.collections.list.key() })
      void queries.invalidateQueries({ queryKey: query.collections.environment.key() })
      void queries.invalidateQueries({ queryKey: query.requests.variables.key() })
    }
  } catch (error) {
    if (!signal.aborted) console.warn('the collections are no longer followed', error)
  }
}
