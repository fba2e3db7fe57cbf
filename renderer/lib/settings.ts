import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'

import type { Settings } from '../../shared/model/app-info.ts'
import { useApi } from './api-context.tsx'

/** The operator's preferences, and how to change one. A change shows at once and is put back if the host refuses. */
export function useSettings() {
  const { query } = useApi()
  const queries = useQueryClient()
  const { queryKey } = query.app.settings.queryOptions()
  const { data: settings } = useQuery(query.app.settings.queryOptions({ staleTime: Infinity }))
  const change = useMutation(
    query.app.changeSettings.mutationOptions({
      onMutate: (changes) => {
        queries.setQueryData(queryKey, (kept: Settings | undefined) => kept && withChanges(kept, changes))
      },
      onSuccess: (kept) => queries.setQueryData(queryKey, kept),
      onError: () => queries.invalidateQueries({ queryKey }),
    }),
  )
  return { settings, changeSettings: change.mutate }
}

function withChanges(
  kept: Settings,
  changes: { [Key in keyof Settings]?: Settings[Key] | undefined },
): Settings {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined)
  return { ...kept, ...Object.fromEntries(given) }
}
