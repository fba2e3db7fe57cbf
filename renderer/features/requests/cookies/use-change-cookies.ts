import { useMutation, useQueryClient } from '@tanstack/react-query'

import { useApi } from '../../../lib/api-context.tsx'

/** Runs a change of cookies; whoever shows them asks for them anew. */
export function useChangeCookies(change: () => Promise<void>, onDone: () => void = () => {}) {
  const { query } = useApi()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: onDone,
    onSettled: () => queries.invalidateQueries({ queryKey: query.cookies.list.key() }),
  })
}
