import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'

import type { MetadefProperty } from '../../../../shared/model/image-service.ts'
import { useApi } from '../../../lib/api-context.tsx'
import { definitionsOf } from './check-property.ts'

/** What the cloud's catalogue says of properties; none where it has no catalogue, and then every value is plain text. */
export function useDefinitions(cloudId: string): ReadonlyMap<string, MetadefProperty> {
  const { query } = useApi()
  const { data } = useQuery(
    query.images.metadefs.queryOptions({ input: { cloudId }, staleTime: Infinity, retry: false }),
  )
  return useMemo(() => definitionsOf(data ?? []), [data])
}
