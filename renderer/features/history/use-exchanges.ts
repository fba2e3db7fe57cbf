import { type InfiniteData, type QueryClient, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useSyncExternalStore } from 'react'

import type { ExchangeRecord } from '../../../shared/model/exchange.ts'
import type { Client } from '../../lib/api.ts'
import { useApi, useHost } from '../../lib/api-context.tsx'
import { type ExchangePage, nextOffset, rowsOf, withNewer } from './exchange-pages.ts'

type Pages = InfiniteData<ExchangePage, number>

const pageSize = 200
/** New exchanges are shown together this often, however fast they come. */
const flushMs = 150

/** The history that matches a text, page by page, and what is added to it while it is shown. */
export function useExchanges(text: string) {
  const { client } = useApi()
  const host = useHost()
  const connection = useSyncExternalStore(host.onConnection, () => host.connection())
  const queries = useQueryClient()
  const list = useInfiniteQuery({
    queryKey: keyOf(text),
    queryFn: ({ pageParam, signal }) =>
      client.history.list(
        { text, cloudId: null, imageId: null, limit: pageSize, offset: pageParam },
        { signal },
      ),
    initialPageParam: 0,
    getNextPageParam: (_last, pages) => nextOffset(pages),
    staleTime: 0,
  })

  useEffect(() => {
    if (connection !== 'connected') return
    const stop = new AbortController()
    void follow(client, queries, stop.signal)
    return () => stop.abort()
  }, [client, queries, connection])

  const rows = useMemo(() => rowsOf(list.data?.pages ?? []), [list.data])
  return { list, rows, total: list.data?.pages[0]?.total ?? 0 }
}

function keyOf(text: string): readonly unknown[] {
  return [...exchangesKey, text]
}

const exchangesKey = ['history', 'exchanges'] as const

/** Puts what the host tells into the whole list; a searched one is asked for again, for only the host can search. */
async function follow(client: Client, queries: QueryClient, signal: AbortSignal): Promise<void> {
  let added: ExchangeRecord[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = () => {
    timer = undefined
    const newer = added
    added = []
    queries.setQueryData<Pages>(keyOf(''), (data) => data && { ...data, pages: withNewer(data.pages, newer) })
    void queries.invalidateQueries({
      queryKey: exchangesKey,
      predicate: ({ queryKey }) => queryKey.at(-1) !== '',
    })
  }
  try {
    const events = await client.history.watch(undefined, { signal })
    // What was made before the host began to tell, while nobody listened.
    void queries.invalidateQueries({ queryKey: exchangesKey })
    for await (const event of events) {
      if (event.type === 'cleared') {
        added = []
        void queries.resetQueries({ queryKey: exchangesKey })
        continue
      }
      added.push(event.record)
      timer ??= setTimeout(flush, flushMs)
    }
  } catch (error) {
    // A lost connection ends it, and its return starts it again.
    if (!signal.aborted) console.warn('the history stream ended', error)
  } finally {
    clearTimeout(timer)
  }
}
