/** Time that passes only when a test says so. */
export type TestClock = ReturnType<typeof createTestClock>

export function createTestClock() {
  let atMs = 0
  let wallMs = Date.UTC(2026, 0, 1)
  const timers = new Set<{ dueMs: number; action: () => void }>()

  return {
    monotonicMs: () => atMs,
    now: () => wallMs + atMs,
    after(waitMs: number, action: () => void) {
      const timer = { dueMs: atMs + waitMs, action }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    pending: () => timers.size,
    /** Goes on to each timer in turn, those included that the earlier ones set. */
    runAll() {
      for (let next = first(); next; next = first()) {
        timers.delete(next)
        atMs = next.dueMs
        next.action()
      }
    },
    /** The wall clock is set, forward or back; no time passes. */
    jump: (byMs: number) => void (wallMs += byMs),
  }

  function first() {
    return [...timers].toSorted((one, other) => one.dueMs - other.dueMs)[0]
  }
}
