import { stat } from 'node:fs/promises'

import { freeBytesIn } from '../data-dir/on-disk.ts'

/**
 * Who is going to write how much to which disk. The system gives no way to keep room without filling it, so downloads
 * at least do not promise the same room to each other.
 */
export interface SpaceLedger {
  /**
   * Promises room for what is still to come, until the answer is called. Answers instead how much is free, less what
   * others were promised, when that is not enough.
   */
  reserve(dir: string, leftBytes: () => number): Promise<{ release(): void } | { freeBytes: number }>
}

export function createSpaceLedger(): SpaceLedger {
  const promises = new Map<number, Set<() => number>>()

  return {
    async reserve(dir, leftBytes) {
      const [disk, freeBytes] = await Promise.all([diskOf(dir), freeBytesIn(dir)])
      const promised = promises.get(disk) ?? new Set()
      promises.set(disk, promised)
      const othersBytes = Array.from(promised, (left) => left()).reduce((sum, bytes) => sum + bytes, 0)
      const leftForUs = freeBytes === null ? Number.POSITIVE_INFINITY : Math.max(0, freeBytes - othersBytes)
      if (leftBytes() > leftForUs) return { freeBytes: leftForUs }
      promised.add(leftBytes)
      return { release: () => void promised.delete(leftBytes) }
    },
  }
}

/** All folders of a disk that does not say which it is share one. */
async function diskOf(dir: string): Promise<number> {
  try {
    return (await stat(dir)).dev
  } catch {
    return -1
  }
}
