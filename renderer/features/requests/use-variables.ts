import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'

import type { Cloud } from '../../../shared/model/cloud.ts'
import { useApi } from '../../lib/api-context.tsx'
import { useActiveCloud } from '../../lib/live.ts'
import { usePlace } from './environments/use-environments.ts'

/** Everything `{{name}}` may stand for in the open request on the active cloud, asked for again when either changes. */
export function useVariables() {
  const { query } = useApi()
  const cloud = useActiveCloud()
  const place = usePlace()
  const input = { cloudId: cloud?.id ?? null, place }
  const { queryKey, queryFn } = query.requests.variables.queryOptions({ input })
  return useQuery({
    queryKey: [...queryKey, sessionKey(cloud)],
    queryFn,
    placeholderData: keepPreviousData,
  })
}

/** The names among them, or null until they are known. */
export function useVariableNames(): ReadonlySet<string> | null {
  const { data } = useVariables()
  return useMemo(() => (data ? new Set(data.map((variable) => variable.name)) : null), [data])
}

function sessionKey(cloud: Cloud | undefined): string {
  if (cloud?.session.state !== 'signed-in') return 'signed-out'
  const { fingerprint, regionName, project } = cloud.session
  return [fingerprint, regionName, project?.id].join(' ')
}
