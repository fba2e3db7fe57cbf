import type { HashSlots } from './hashing/hash-pool.ts'
import type { Slot } from './hashing/slot-supply.ts'
import type { PartFile } from './part-file.ts'

/** Takes an answer's bytes: each is copied once, into a slot that is hashed and written at the same time. */
export interface DownloadSink {
  /** Hashes what an earlier attempt brought, so that what comes next can follow it. Tells how far it is. */
  readBack(untilBytes: number, tell: (bytes: number) => void, signal: AbortSignal): Promise<void>
  write(chunk: Uint8Array): Promise<void> | void
  movedBytes(): number
  /** Why writing went wrong, if it did. */
  failure(): unknown
  /** Waits until everything is hashed and written, and answers the hashes in lower-case hex by algorithm. */
  finish(): Promise<Record<string, string>>
  /** Stops the hashing; what is being written comes to its end. */
  close(): Promise<void>
}

/** Closes `slots` when it is closed. */
export function createDownloadSink(part: PartFile, slots: HashSlots): DownloadSink {
  const writing = new Set<Promise<void>>()
  let open: { slot: Slot; filled: number } | null = null
  let moved = 0
  let failure: unknown = null

  return {
    async readBack(untilBytes, tell, signal) {
      while (moved < untilBytes) {
        signal.throwIfAborted()
        const slot = await slots.take()
        try {
          const wanted = slot.bytes.subarray(0, untilBytes - moved)
          const length = await part.read(wanted, moved)
          if (length === 0) throw new Error('a half file is shorter than it was')
          slots.hash(slot, length)
          moved += length
        } finally {
          slots.release(slot)
        }
        tell(moved)
      }
    },
    write(chunk) {
      if (failure) throw failure
      if (!open || chunk.length >= open.slot.bytes.length - open.filled) return spread(chunk)
      keep(open, chunk)
    },
    movedBytes: () => moved,
    failure: () => failure,
    async finish() {
      if (open) passOn(open)
      open = null
      await Promise.all(writing)
      if (failure) throw failure
      return await slots.digest()
    },
    async close() {
      slots.close()
      if (open) slots.release(open.slot)
      open = null
      await Promise.all(writing)
    },
  }

  /** The way of a chunk that fills a slot, or finds none open. */
  async function spread(chunk: Uint8Array) {
    for (let rest = chunk; rest.length > 0; ) {
      open ??= { slot: await slots.take(), filled: 0 }
      const room = open.slot.bytes.length - open.filled
      keep(open, rest.subarray(0, room))
      rest = rest.subarray(room)
      if (open.filled < open.slot.bytes.length) continue
      passOn(open)
      open = null
    }
  }

  function keep(target: { slot: Slot; filled: number }, bytes: Uint8Array) {
    target.slot.bytes.set(bytes, target.filled)
    target.filled += bytes.length
    moved += bytes.length
  }

  function passOn({ slot, filled }: { slot: Slot; filled: number }) {
    slots.hash(slot, filled)
    const position = moved - filled
    const write = part
      .write(slot.bytes.subarray(0, filled), position)
      .catch((error: unknown) => {
        failure ??= error
      })
      .finally(() => {
        slots.release(slot)
        writing.delete(write)
      })
    writing.add(write)
  }
}
