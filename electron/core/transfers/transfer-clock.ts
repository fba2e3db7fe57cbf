/** Time as transfers see it: the wall clock to tell, which may be set forward or back, and one to wait by. */
export interface TransferClock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Milliseconds that never go back. */
  monotonicMs(): number
  /** Calls once, later; answers how to call it off. */
  after(waitMs: number, action: () => void): () => void
}

export const systemClock: TransferClock = {
  now: Date.now,
  monotonicMs: () => performance.now(),
  after(waitMs, action) {
    const timer = setTimeout(action, waitMs)
    return () => clearTimeout(timer)
  },
}
