import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'

import { useApi } from '../../lib/api-context.tsx'

/** Asks anew for what changes with an image. What the cloud can do, and its catalogue, stay as they were. */
export function useImagesRefresh(): () => Promise<void> {
  const { query } = useApi()
  const queries = useQueryClient()
  return useCallback(async () => {
    const { list, show, members, tasks } = query.images
    const keys = [list.key(), show.key(), members.key(), tasks.key()]
    await Promise.all(keys.map((queryKey) => queries.invalidateQueries({ queryKey })))
  }, [query, queries])
}
