/** Bytes that are asked for, in order. */
export interface ByteFeed {
  /** Fills `target` as far as there are bytes and answers how many; 0 at the end. */
  fill(target: Buffer): Promise<number>
  close(): Promise<void>
}

/** A chunk is done with when the next one is asked for. */
export function feedFromChunks(chunks: AsyncIterator<Uint8Array>, close: () => Promise<void>): ByteFeed {
  let rest: Uint8Array = new Uint8Array(0)
  return {
    async fill(target) {
      let filled = 0
      while (filled < target.length) {
        if (rest.length === 0) {
          const next = await chunks.next()
          if (next.done) break
          rest = next.value
        }
        const taken = rest.subarray(0, target.length - filled)
        target.set(taken, filled)
        rest = rest.subarray(taken.length)
        filled += taken.length
      }
      return filled
    },
    close,
  }
}
