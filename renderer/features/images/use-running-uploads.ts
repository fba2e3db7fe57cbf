import { useMemo } from 'react'

import type { Transfer } from '../../../shared/model/transfer.ts'
import { useTransfers } from '../../lib/live.ts'

/** Uploads and copies of ours that still run on a cloud, by the image they fill. */
export function useRunningUploads(cloudId: string): ReadonlyMap<string, Transfer> {
  const transfers = useTransfers()
  return useMemo(() => {
    const running = new Map<string, Transfer>()
    for (const transfer of transfers ?? []) {
      if (transfer.direction === 'download' || transfer.endedAtMs !== null) continue
      if (transfer.cloudId === cloudId && transfer.imageId !== null) running.set(transfer.imageId, transfer)
    }
    return running
  }, [transfers, cloudId])
}
