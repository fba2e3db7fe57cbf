import type { Transfer } from '../../shared/model/transfer.ts'
import type { Core } from '../core/core.ts'

/** A download that is finished, with the file it became; null for any other transfer, or none. */
export async function findSaved(
  core: Core,
  transferId: string,
): Promise<(Transfer & { savedPath: string }) | null> {
  const transfer = await find(core, transferId)
  if (transfer?.direction !== 'download' || transfer.savedPath === null) return null
  const isFinished = transfer.state === 'verified' || transfer.state === 'unverified'
  return isFinished ? { ...transfer, savedPath: transfer.savedPath } : null
}

// The first thing a watcher is told is all there is.
async function find(core: Core, transferId: string): Promise<Transfer | undefined> {
  const enough = new AbortController()
  try {
    for await (const event of core.transfers.watch(enough.signal)) {
      if (event.type === 'all') return event.transfers.find(({ id }) => id === transferId)
    }
    return undefined
  } finally {
    enough.abort()
  }
}
