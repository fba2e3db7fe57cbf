import { useQuery } from '@tanstack/react-query'

import { useApi } from '../../lib/api-context.tsx'

/** What the cloud answered when each part of its image service was tried. */
export function useService(cloudId: string) {
  const { query } = useApi()
  return useQuery(query.images.capabilities.queryOptions({ input: { cloudId }, staleTime: Infinity }))
}
