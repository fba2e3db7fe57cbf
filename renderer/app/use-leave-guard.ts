import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

import type { Transfer } from '../../shared/model/transfer.ts'
import { useHost } from '../lib/api-context.tsx'
import { liveKeys } from '../lib/live.ts'

/** The browser asks before it leaves a page whose files an upload still needs; all else goes on without the page. */
export function useLeaveGuard(): void {
  const host = useHost()
  const queries = useQueryClient()

  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      const transfers = queries.getQueryData<readonly Transfer[]>(liveKeys.transfers) ?? []
      if (host.holdsFiles() && transfers.some(isUploadUnderWay)) event.preventDefault()
    }
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [host, queries])
}

function isUploadUnderWay({ direction, endedAtMs }: Transfer): boolean {
  return direction === 'upload' && endedAtMs === null
}
