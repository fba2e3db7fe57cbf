import type { Transfer } from '../../shared/model/transfer.ts'
import type { Core } from '../core/core.ts'

/** The transfers that have not ended, by id; the listener is called after each change of one of them. */
export async function followRunning(
  core: Core,
  onChange: (running: ReadonlyMap<string, Transfer>) => void,
  signal: AbortSignal,
): Promise<void> {
  const running = new Map<string, Transfer>()
  const note = (transfer: Transfer) => {
    if (transfer.endedAtMs === null) running.set(transfer.id, transfer)
    else running.delete(transfer.id)
  }
  try {
    for await (const event of core.transfers.watch(signal)) {
      if (event.type === 'all') for (const transfer of event.transfers) note(transfer)
      if (event.type === 'changed') note(event.transfer)
      if (event.type === 'removed') running.delete(event.transferId)
      onChange(running)
    }
  } catch (error) {
    if (!signal.aborted) throw error
  }
}
