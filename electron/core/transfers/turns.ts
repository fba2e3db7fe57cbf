/** Lets a few in at once for each key, and the rest in the order they came. */
export interface Turns {
  /** Waits for a turn; whoever has it gives it back by calling the answer, once. An abort leaves the line. */
  take(key: string, signal: AbortSignal): Promise<() => void>
}

export function createTurns(limit: number): Turns {
  const taken = new Map<string, number>()
  const lines = new Map<string, (() => void)[]>()

  return {
    async take(key, signal) {
      signal.throwIfAborted()
      const count = taken.get(key) ?? 0
      if (count < limit) taken.set(key, count + 1)
      else await waitInLine(key, signal)
      return () => giveBack(key)
    },
  }

  function waitInLine(key: string, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const line = lines.get(key) ?? []
      lines.set(key, line)
      const enter = () => {
        signal.removeEventListener('abort', leave)
        resolve()
      }
      const leave = () => {
        line.splice(line.indexOf(enter), 1)
        reject(signal.reason)
      }
      signal.addEventListener('abort', leave, { once: true })
      line.push(enter)
    })
  }

  // A turn goes straight to the next in line, so that nobody can slip in between.
  function giveBack(key: string) {
    const next = lines.get(key)?.shift()
    if (next) next()
    else taken.set(key, (taken.get(key) ?? 1) - 1)
  }
}
