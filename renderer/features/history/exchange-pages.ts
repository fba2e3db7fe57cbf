import type { ExchangeRecord } from '../../../shared/model/exchange.ts'

export interface ExchangePage {
  readonly records: readonly ExchangeRecord[]
  readonly total: number
}

/** The rows of all pages, newest first. A row that moved to the next page while it was read comes once. */
export function rowsOf(pages: readonly ExchangePage[]): ExchangeRecord[] {
  const byId = new Map(pages.flatMap(({ records }) => records).map((record) => [record.id, record]))
  return [...byId.values()]
}

/** The pages with exchanges that were made since, newest last, put in front of them. */
export function withNewer(pages: readonly ExchangePage[], added: readonly ExchangeRecord[]): ExchangePage[] {
  const [first, ...others] = pages
  if (!first) return []
  const known = new Set(rowsOf(pages).map((record) => record.id))
  const newer = added.filter((record) => !known.has(record.id)).toReversed()
  const total = first.total + newer.length
  return [
    { records: [...newer, ...first.records], total },
    ...others.map(({ records }) => ({ records, total })),
  ]
}

/** Where the next page begins, or null when all rows are there. */
export function nextOffset(pages: readonly ExchangePage[]): number | null {
  const loaded = rowsOf(pages).length
  const last = pages.at(-1)
  return last && last.records.length > 0 && loaded < last.total ? loaded : null
}
