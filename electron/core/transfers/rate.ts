/** How fast bytes move, smoothed over about three seconds, so that the time left does not flicker. */
export interface RateMeter {
  /** Tells how much has moved in all; answers bytes per second, or null while too little time has passed. */
  sample(movedBytes: number): number | null
}

const memoryMs = 3000
const shortestMs = 50

export function createRateMeter(now: () => number): RateMeter {
  let last = { atMs: now(), movedBytes: 0 }
  let average = 0
  // An average that starts at zero is too low at first: its weight says by how much.
  let weight = 0

  return {
    sample(movedBytes) {
      const atMs = now()
      const elapsedMs = atMs - last.atMs
      if (elapsedMs >= shortestMs) {
        const share = 1 - Math.exp(-elapsedMs / memoryMs)
        const bytesPerSecond = ((movedBytes - last.movedBytes) / elapsedMs) * 1000
        average += (bytesPerSecond - average) * share
        weight += (1 - weight) * share
        last = { atMs, movedBytes }
      }
      return weight > 0 ? Math.max(0, average / weight) : null
    },
  }
}
