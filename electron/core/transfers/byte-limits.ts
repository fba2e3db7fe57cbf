import type { TransferLimits } from '../../../shared/model/transfer-limits.ts'

/** Holds bytes back so that each cloud, and all together, stay below their bytes per second. */
export interface ByteLimits {
  /** Bytes of each of these clouds. Null: go at once. Else resolves when it is these bytes' turn; rejects with the signal's reason. */
  pace(cloudIds: readonly string[], bytes: number, signal: AbortSignal): Promise<void> | null
  /** Those who wait by the old limits go at once; what comes after them keeps the new ones. */
  changed(): void
}

export interface ByteLimitsPorts {
  limits(): TransferLimits
  /** Milliseconds that never go back. */
  monotonicMs(): number
  /** Calls once, later; answers how to call it off. */
  after(waitMs: number, action: () => void): () => void
}

/** How far ahead bytes may go after a quiet time, so that a pause between chunks costs no speed. */
const burstMs = 250

/**
 * A bucket is the moment at which all that it let through is paid for: bytes push it forward by what they cost at the
 * rate, and whoever comes while it lies ahead waits until it is reached. No timer runs while nobody waits.
 */
export function createByteLimits({ limits, monotonicMs, after }: ByteLimitsPorts): ByteLimits {
  const paidAtMs = new Map<string | typeof everything, number>()
  const waiters = new Set<() => void>()

  return {
    pace(cloudIds, bytes, signal) {
      const { bytesPerSecond, cloudBytesPerSecond } = limits()
      const waitMs = Math.max(
        charge(everything, bytes, bytesPerSecond),
        ...cloudIds.map((cloudId) => charge(cloudId, bytes, cloudBytesPerSecond[cloudId] ?? null)),
      )
      return waitMs > 0 ? wait(waitMs, signal) : null
    },
    changed() {
      paidAtMs.clear()
      for (const go of waiters) go()
    },
  }

  function charge(bucket: string | typeof everything, bytes: number, rate: number | null): number {
    if (rate === null) return 0
    const nowMs = monotonicMs()
    const paidMs = Math.max(paidAtMs.get(bucket) ?? -Infinity, nowMs - burstMs) + (bytes / rate) * 1000
    paidAtMs.set(bucket, paidMs)
    return paidMs - nowMs
  }

  function wait(waitMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = () => {
        callOff()
        waiters.delete(go)
        signal.removeEventListener('abort', stop)
      }
      const go = () => {
        settle()
        resolve()
      }
      const stop = () => {
        settle()
        reject(signal.reason)
      }
      const callOff = after(waitMs, go)
      waiters.add(go)
      signal.addEventListener('abort', stop)
      if (signal.aborted) stop()
    })
  }
}

const everything = Symbol('everything')
