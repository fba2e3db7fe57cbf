/** Work that goes on after its request was answered. It ends before the service does. */
export interface Background {
  /** The signal fires when the service closes. */
  run(work: (signal: AbortSignal) => Promise<void>): void
  close(): Promise<void>
}

export function createBackground(log: (line: string) => void): Background {
  const stop = new AbortController()
  const running = new Set<Promise<void>>()
  return {
    run(work) {
      const job = work(stop.signal)
        .catch((error: unknown) => {
          if (!stop.signal.aborted) log(`background: ${String(error)}`)
        })
        .finally(() => running.delete(job))
      running.add(job)
    },
    async close() {
      stop.abort()
      await Promise.all(running)
    },
  }
}
