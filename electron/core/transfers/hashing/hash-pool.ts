import { availableParallelism } from 'node:os'

import { type HashThread, newWorker, startHashThread, type StartWorker } from './hash-thread.ts'
import { resolvers } from './resolvers.ts'
import { createSlotSupply, type Slot, type SlotTaker } from './slot-supply.ts'

/**
 * The slots of one transfer, and the hashes of what passes through them. Whoever takes a slot holds it until
 * `release`, the threads until they have read it; only then is it given out again. So a slow disk, socket or hash
 * slows the others down, and memory stays flat.
 */
export interface HashSlots {
  /** Waits for a slot that nobody holds. Rejects once the slots are closed, or with HASHING_STOPPED. */
  take(): Promise<Slot>
  /** Hashes the first `length` bytes, after all that were given before. */
  hash(slot: Slot, length: number): void
  /** Due for every slot that was taken, also after `close`. */
  release(slot: Slot): void
  /** Lower-case hex by algorithm, of everything given so far. Asked once, at the end. */
  digest(): Promise<Record<string, string>>
  close(): void
}

/** A few threads and a bounded number of slots that all transfers of this process share. */
export interface HashPool {
  open(algorithms: readonly string[]): HashSlots
  /** Ends the threads; what is open fails. */
  close(): Promise<void>
}

/** Each costs 8 to 11 MB, and a core is left to the thread that moves the bytes. */
const mostThreads = Math.min(2, Math.max(1, availableParallelism() - 1))
/** Between transfers that follow each other at once, threads and slots are kept. */
const lingerMs = 5000

export function createHashPool(startWorker: StartWorker = newWorker): HashPool {
  let supply = createSlotSupply()
  const threads = new Set<HashThread>()
  const all = new Set<HashSlots>()
  let ending: NodeJS.Timeout | null = null

  return {
    open(algorithms) {
      if (ending) clearTimeout(ending)
      const slots = openSlots(supply.join(), algorithms)
      all.add(slots)
      return slots
    },
    async close() {
      if (ending) clearTimeout(ending)
      for (const slots of all) slots.close()
      await endThreads()
    },
  }

  function openSlots(taker: SlotTaker, algorithms: readonly string[]): HashSlots {
    const { drop } = supply
    const shared = shareOut(algorithms)
    const digests = shared.map(() => resolvers<Record<string, string>>())
    const streams = shared.map((some, at) =>
      leastBusyThread().open(some, { onDigests: digests[at]!.resolve, onFailure: fail }),
    )

    const slots: HashSlots = {
      take: taker.take,
      hash(slot, length) {
        for (const stream of streams) stream.add(slot, length)
      },
      release: drop,
      async digest() {
        for (const stream of streams) stream.digest()
        return Object.assign({}, ...(await Promise.all(digests.map(({ promise }) => promise))))
      },
      close() {
        fail(new Error('the hash slots are closed'))
        for (const stream of streams) stream.close()
        if (all.delete(slots) && all.size === 0) endLater()
      },
    }
    return slots

    function fail(error: Error) {
      taker.close(error)
      for (const { reject } of digests) reject(error)
    }
  }

  function leastBusyThread(): HashThread {
    const [least] = [...threads].toSorted((a, b) => a.streamCount() - b.streamCount())
    if (least && (least.streamCount() === 0 || threads.size >= mostThreads)) return least
    const thread = startHashThread(startWorker, supply, () => threads.delete(thread))
    threads.add(thread)
    return thread
  }

  function endLater() {
    ending = setTimeout(() => void endThreads(), lingerMs).unref()
  }

  async function endThreads() {
    const ended = [...threads]
    threads.clear()
    // Who still holds a slot drops it where it came from.
    supply = createSlotSupply()
    await Promise.all(ended.map((thread) => thread.end()))
  }
}

/** One part for each thread that there may be: what is hashed on one thread costs one message, not many. */
function shareOut(algorithms: readonly string[]): string[][] {
  const parts = Array.from({ length: mostThreads }, (_, part) =>
    algorithms.filter((_algorithm, at) => at % mostThreads === part),
  )
  return parts.filter((part) => part.length > 0)
}
