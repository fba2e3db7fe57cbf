import type { QueryClient } from '@tanstack/react-query'

import type { ExchangeRecord } from '../../../shared/model/exchange.ts'
import type { Client } from '../../lib/api.ts'
import { type ExchangeWindow, windowsWith } from './exchange-windows.ts'

/** New exchanges are shown together this often, however fast they come. */
const flushMs = 150
const exchangesKey = ['history', 'exchanges'] as const

export function totalKey(text: string): readonly unknown[] {
  return [...exchangesKey, text, 'total']
}

/** The count is in it: a window that something was added to is another. */
export function windowKey(text: string, { index, count }: ExchangeWindow): readonly unknown[] {
  return [...exchangesKey, text, index, count]
}

/** Puts what the host tells into the whole list; a searched one is counted again, for only the host can search. */
export async function followExchanges(
  client: Client,
  queries: QueryClient,
  signal: AbortSignal,
): Promise<void> {
  let added: ExchangeRecord[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = () => {
    timer = undefined
    put(queries, added)
    added = []
    void queries.invalidateQueries({
      predicate: ({ queryKey }) => isExchanges(queryKey) && queryKey[2] !== '' && queryKey.at(-1) === 'total',
    })
  }
  try {
    const events = await client.history.watch(undefined, { signal })
    // What was made before the host began to tell, while nobody listened.
    void queries.invalidateQueries({ queryKey: exchangesKey })
    for await (const event of events) {
      if (event.type === 'added') {
        added.push(event.record)
        timer ??= setTimeout(flush, flushMs)
        continue
      }
      added = []
      void queries.resetQueries({ queryKey: exchangesKey })
    }
  } catch (error) {
    // A lost connection ends it, and its return starts it again.
    if (!signal.aborted) console.warn('the history stream ended', error)
  } finally {
    clearTimeout(timer)
  }
}

function put(queries: QueryClient, added: readonly ExchangeRecord[]): void {
  const total = queries.getQueryData<number>(totalKey(''))
  if (total === undefined || added.length === 0) return
  for (const { before, after, records } of windowsWith(added, total)) {
    const known =
      before.count === 0 ? [] : queries.getQueryData<readonly ExchangeRecord[]>(windowKey('', before))
    if (known) queries.setQueryData(windowKey('', after), [...known, ...records])
  }
  queries.setQueryData(totalKey(''), total + added.length)
}

function isExchanges(queryKey: readonly unknown[]): boolean {
  return exchangesKey.every((part, at) => queryKey[at] === part)
}
