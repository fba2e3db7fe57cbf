import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

import type { Transfer, TransferEvent } from '../../shared/model/transfer.ts'
import type { Api } from '../lib/api.ts'
import { useApi } from '../lib/api-context.tsx'
import { liveKeys } from '../lib/live.ts'
import { useConnection } from './connection.ts'

/** Listens to what the host tells by itself, and puts it where lib/live.ts reads it. */
export function LiveData() {
  const api = useApi()
  const queries = useQueryClient()
  const connection = useConnection()

  useEffect(() => {
    if (connection !== 'connected') return
    const stop = new AbortController()
    void followClouds(api, queries, stop.signal)
    void followTransfers(api, queries, stop.signal)
    void followDamagedFiles(api, queries, stop.signal)
    void followCollections(api, queries, stop.signal)
    return () => stop.abort()
  }, [api, queries, connection])

  return null
}

async function followClouds({ client }: Api, queries: QueryClient, signal: AbortSignal): Promise<void> {
  await follow(signal, async () => {
    for await (const clouds of await client.clouds.watch(undefined, { signal })) {
      queries.setQueryData(liveKeys.clouds, clouds)
    }
  })
}

async function followTransfers(
  { client, query }: Api,
  queries: QueryClient,
  signal: AbortSignal,
): Promise<void> {
  await follow(signal, async () => {
    for await (const event of await client.transfers.watch(undefined, { signal })) {
      queries.setQueryData<readonly Transfer[]>(liveKeys.transfers, (known = []) =>
        applyTransferEvent(known, event),
      )
      if (changesImages(event)) void queries.invalidateQueries({ queryKey: query.images.key() })
    }
  })
}

async function followDamagedFiles({ client }: Api, queries: QueryClient, signal: AbortSignal): Promise<void> {
  await follow(signal, async () => {
    for await (const damaged of await client.app.damagedFiles(undefined, { signal })) {
      queries.setQueryData(liveKeys.damaged, damaged)
    }
  })
}

/** Their names are asked for before anybody looks: of ten thousand requests they take the host a while. */
async function followCollections(
  { client, query }: Api,
  queries: QueryClient,
  signal: AbortSignal,
): Promise<void> {
  const { list, environment } = query.collections
  void queries.prefetchQuery(list.queryOptions({ staleTime: Infinity }))
  await follow(signal, async () => {
    for await (const _ of await client.collections.watch(undefined, { signal })) {
      for (const changed of [list, environment, query.requests.variables])
        void queries.invalidateQueries({ queryKey: changed.key() })
    }
  })
}

// The connection's own supervisor reconnects and then starts this again; a stream that broke is not an error here.
async function follow(signal: AbortSignal, listen: () => Promise<void>): Promise<void> {
  try {
    await listen()
  } catch (error) {
    if (!signal.aborted) console.warn('a live stream ended', error)
  }
}

export function applyTransferEvent(known: readonly Transfer[], event: TransferEvent): readonly Transfer[] {
  switch (event.type) {
    case 'all':
      return event.transfers.toSorted(newestFirst)
    case 'removed':
      return known.filter((transfer) => transfer.id !== event.transferId)
    case 'changed': {
      const at = known.findIndex(({ id }) => id === event.transfer.id)
      // Where it was, as nearly always: ten times a second, in a list of any length.
      if (known[at]?.startedAtMs === event.transfer.startedAtMs) return known.with(at, event.transfer)
      const others = at < 0 ? known : known.toSpliced(at, 1)
      return [...others, event.transfer].toSorted(newestFirst)
    }
  }
}

function newestFirst(a: Transfer, b: Transfer): number {
  return b.startedAtMs - a.startedAtMs || (a.id < b.id ? 1 : -1)
}

function changesImages(event: TransferEvent): boolean {
  return (
    event.type === 'changed' && event.transfer.direction !== 'download' && event.transfer.endedAtMs !== null
  )
}
