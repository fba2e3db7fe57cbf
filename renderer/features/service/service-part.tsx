import { Skeleton } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'

import { toProblem } from '../../lib/explain-error.ts'
import { ErrorNote } from '../../ui/error-note.tsx'
import { MissingPart } from './missing-part.tsx'

interface ServicePartProps<Data> {
  part: Parameters<typeof MissingPart>[0]['part']
  query: UseQueryResult<Data>
  children: (data: Data) => ReactNode
}

/** A part of the service as the cloud tells it, or why it does not. */
export function ServicePart<Data>({ part, query, children }: ServicePartProps<Data>) {
  if (query.isPending) return <Skeleton height={80} />
  if (query.isSuccess) return children(query.data)
  const problem = toProblem(query.error)
  if (problem?.code === 'NOT_OFFERED') return <MissingPart part={part} status={Number(problem.data.status)} />
  return <ErrorNote error={query.error} onRetry={() => void query.refetch()} />
}
