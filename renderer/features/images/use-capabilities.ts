import { useQuery } from '@tanstack/react-query'

import type { ImageCapabilities } from '../../../shared/model/image-service.ts'
import { useApi } from '../../lib/api-context.tsx'

/** What the image service of a cloud can do; null until it was probed, or if it could not be. */
export function useCapabilities(cloudId: string): ImageCapabilities | null {
  const { query } = useApi()
  const probed = useQuery(query.images.capabilities.queryOptions({ input: { cloudId }, staleTime: Infinity }))
  return probed.data ?? null
}
