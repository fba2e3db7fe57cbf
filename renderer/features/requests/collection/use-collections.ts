import { useQuery } from '@tanstack/react-query'

import { useApi } from '../../../lib/api-context.tsx'

/** The collections that are open. */
export function useCollections() {
  const { query } = useApi()
  return useQuery(query.collections.list.queryOptions({ staleTime: Infinity }))
}
