import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'

import type { ExchangeRecord } from '../../../shared/model/exchange.ts'
import { useApi, useHost } from '../../lib/api-context.tsx'
import { type ExchangeWindow, rowAt, windowSize, windowsOf } from './exchange-windows.ts'
import { followExchanges, totalKey, windowKey } from './follow-exchanges.ts'

/** The history that matches a text: how much there is, and of it what is looked at. New exchanges come by themselves. */
export function useExchanges(text: string) {
  const { client } = useApi()
  const host = useHost()
  const connection = useSyncExternalStore(host.onConnection, () => host.connection())
  const queries = useQueryClient()
  const [range, setRange] = useState({ from: 0, to: 60 })
  const ask = { text, cloudId: null, imageId: null }
  const totalQuery = useQuery({
    queryKey: totalKey(text),
    queryFn: async ({ signal }) => {
      return (await client.history.list({ ...ask, limit: 1, offset: 0 }, { signal })).total
    },
    staleTime: 0,
  })
  const total = totalQuery.data ?? 0
  // Counted from the oldest, where its place stays.
  const [selection, setSelection] = useState<{ text: string; ordinal: number } | null>(null)
  const ordinal = selection?.text === text && selection.ordinal <= total ? selection.ordinal : null
  const selectedPlace = ordinal === null ? -1 : total - ordinal
  const shown = windowsOf(range, total)
  const beside = ordinal === null ? [] : windowsOf({ from: selectedPlace, to: selectedPlace }, total)
  const wanted = [...shown, ...beside.filter(({ index }) => shown.every((window) => window.index !== index))]
  const windows = useQueries({
    queries: wanted.map((window) => ({
      queryKey: windowKey(text, window),
      queryFn: async ({ signal }: { signal: AbortSignal }) => {
        const offset = window.index * windowSize
        const page = { ...ask, limit: windowSize, offset, order: 'oldest-first' as const }
        return (await client.history.list(page, { signal })).records
      },
      staleTime: Infinity,
      gcTime: 60_000,
      // What the window held before something was added to it.
      initialData: () => beforeIn(queries, text, window),
      initialDataUpdatedAt: 0,
    })),
    combine: (results) => ({
      records: new Map(results.flatMap(({ data }, at) => (data ? [[wanted[at]!.index, data]] : []))),
      error: results.find(({ error }) => error !== null)?.error ?? null,
    }),
  })

  useEffect(() => {
    if (connection !== 'connected') return
    const stop = new AbortController()
    void followExchanges(client, queries, stop.signal)
    return () => stop.abort()
  }, [client, queries, connection])

  const at = (place: number) => rowAt(windows.records, place, total)
  return {
    isPending: totalQuery.isPending,
    error: totalQuery.error ?? windows.error,
    retry: () => void queries.refetchQueries({ queryKey: totalKey(text).slice(0, -1) }),
    total,
    at,
    setRange,
    selectedPlace,
    selected: ordinal === null ? undefined : at(selectedPlace),
    /** By its place from the newest; null for none. */
    select: (place: number | null) => setSelection(place === null ? null : { text, ordinal: total - place }),
  }
}

export type Exchanges = ReturnType<typeof useExchanges>

function beforeIn(
  queries: ReturnType<typeof useQueryClient>,
  text: string,
  window: ExchangeWindow,
): ExchangeRecord[] | undefined {
  const known = queries.getQueriesData<ExchangeRecord[]>({ queryKey: windowKey(text, window).slice(0, -1) })
  return known.at(-1)?.[1]
}
