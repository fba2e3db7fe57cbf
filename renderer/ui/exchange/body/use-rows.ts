import { useEffect, useEffectEvent, useState } from 'react'

import type { RowRange } from './virtual-rows.tsx'

/** The rows of a range as they come; those before stay until then. `version` changes when they must be read again. */
export function useRows<Rows>(
  load: (range: RowRange, signal: AbortSignal, version: unknown) => Promise<Rows>,
  version: unknown,
): { loaded: { from: number; rows: Rows } | null; error: unknown; setRange: (range: RowRange) => void } {
  const [{ from, count }, setRange] = useState<RowRange>({ from: 0, count: 60 })
  const [loaded, setLoaded] = useState<{ from: number; rows: Rows } | null>(null)
  const [error, setError] = useState<unknown>(null)
  const read = useEffectEvent(load)

  useEffect(() => {
    const stop = new AbortController()
    read({ from, count }, stop.signal, version)
      .then((rows) => {
        if (!stop.signal.aborted) setLoaded({ from, rows })
      })
      .catch((problem: unknown) => {
        if (!stop.signal.aborted) setError(problem)
      })
    return () => stop.abort()
  }, [from, count, version])

  return { loaded, error, setRange }
}
