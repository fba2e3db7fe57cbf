import { once } from 'node:events'

import { AppError } from '../../../shared/errors.ts'
import type { Transfer, TransferEvent } from '../../../shared/model/transfer.ts'

/** Shortest time between two events about one transfer, in ms: at most ten a second. */
const quietMs = 100

/** What is known of every transfer, and who wants to hear of it. */
export interface TransferList {
  add(transfer: Transfer): Transfer
  /** Throws TRANSFER_UNKNOWN. */
  get(transferId: string): Transfer
  change(transferId: string, changes: Partial<Transfer>): Transfer
  remove(transferId: string): void
  watch(signal: AbortSignal): AsyncGenerator<TransferEvent, void>
  close(): void
}

interface Watcher {
  /** The latest event of each transfer that this watcher has not read: slow watchers skip, and never pile up. */
  readonly unread: Map<string, TransferEvent>
  readonly arrivals: EventTarget
}

export function createTransferList(): TransferList {
  const transfers = new Map<string, Transfer>()
  const watchers = new Set<Watcher>()
  const toldAtMs = new Map<string, number>()
  const timers = new Map<string, NodeJS.Timeout>()

  return {
    add(transfer) {
      transfers.set(transfer.id, transfer)
      tell(transfer.id)
      return transfer
    },
    get,
    change(transferId, changes) {
      const transfer = { ...get(transferId), ...changes }
      transfers.set(transferId, transfer)
      const waitMs = (toldAtMs.get(transferId) ?? -quietMs) + quietMs - performance.now()
      if (waitMs <= 0) tell(transferId)
      else if (!timers.has(transferId)) timers.set(transferId, setTimeout(tell, waitMs, transferId))
      return transfer
    },
    remove(transferId) {
      if (!transfers.delete(transferId)) throw unknown(transferId)
      forgetTimer(transferId)
      toldAtMs.delete(transferId)
      publish(transferId, { type: 'removed', transferId })
    },
    async *watch(signal) {
      const watcher: Watcher = { unread: new Map(), arrivals: new EventTarget() }
      watchers.add(watcher)
      try {
        yield { type: 'all', transfers: [...transfers.values()] }
        while (!signal.aborted) {
          const next = watcher.unread.entries().next()
          if (next.done) {
            await once(watcher.arrivals, 'arrived', { signal })
            continue
          }
          const [transferId, event] = next.value
          watcher.unread.delete(transferId)
          yield event
        }
      } catch (error) {
        if (!signal.aborted) throw error
      } finally {
        watchers.delete(watcher)
      }
    },
    close() {
      for (const transferId of timers.keys()) tell(transferId)
    },
  }

  function get(transferId: string): Transfer {
    const transfer = transfers.get(transferId)
    if (!transfer) throw unknown(transferId)
    return transfer
  }

  function tell(transferId: string) {
    forgetTimer(transferId)
    toldAtMs.set(transferId, performance.now())
    publish(transferId, { type: 'changed', transfer: get(transferId) })
  }

  function publish(transferId: string, event: TransferEvent) {
    for (const { unread, arrivals } of watchers) {
      unread.set(transferId, event)
      arrivals.dispatchEvent(new Event('arrived'))
    }
  }

  function forgetTimer(transferId: string) {
    clearTimeout(timers.get(transferId))
    timers.delete(transferId)
  }
}

function unknown(transferId: string): AppError {
  return new AppError('TRANSFER_UNKNOWN', { transferId })
}
