import type { LightRow } from './light-row.ts'
import { readSearch, type Test } from './read-search.ts'
import type { Place } from './record-index.ts'

export interface HistoryRow extends LightRow {
  /** Where its record is in the log; null until it is written there. */
  place: Place | null
}

export interface RowQuery {
  readonly text: string
  readonly cloudId: string | null
  readonly imageId: string | null
  readonly limit: number
  readonly offset: number
  /** Counted from the oldest, a row keeps its offset while others are added. */
  readonly order?: 'newest-first' | 'oldest-first'
}

/** A search that is gone through page by page. */
interface Search {
  readonly key: string
  readonly atMs: number
  readonly isFound: Test
  readonly found: HistoryRow[]
  /** How many of the rows were looked at. */
  seen: number
}

/** `since:2h` moves on with the clock. */
const searchAgeMs = 10_000

/** What is searched of every exchange, oldest first. */
export class ExchangeRows {
  #rows: HistoryRow[] = []
  #search: Search | null = null

  get count(): number {
    return this.#rows.length
  }

  add(row: HistoryRow): void {
    this.#rows.push(row)
  }

  /** Puts what earlier runs made before what this one did. */
  addEarlier(rows: readonly HistoryRow[]): void {
    const known = new Set(this.#rows.map(({ id }) => id))
    this.#rows = [...rows.filter(({ id }) => !known.has(id)), ...this.#rows]
    this.#search = null
  }

  find(exchangeId: string): HistoryRow | undefined {
    return this.#rows.findLast(({ id }) => id === exchangeId)
  }

  all(): readonly HistoryRow[] {
    return this.#rows
  }

  /** Forgets the oldest rows, and says how many. */
  drop(count: number): number {
    if (count <= 0) return 0
    this.#search = null
    return this.#rows.splice(0, count).length
  }

  /** Throws HISTORY_SEARCH_UNCLEAR. */
  page(query: RowQuery, nowMs: number): { rows: HistoryRow[]; total: number } {
    const found = this.#found(query, nowMs)
    const total = found.length
    if (query.order === 'oldest-first')
      return { rows: found.slice(query.offset, query.offset + query.limit), total }
    const end = Math.max(0, total - query.offset)
    return { rows: found.slice(Math.max(0, end - query.limit), end).toReversed(), total }
  }

  #found({ text, cloudId, imageId }: RowQuery, nowMs: number): readonly HistoryRow[] {
    if (text.trim() === '' && cloudId === null && imageId === null) return this.#rows
    const key = JSON.stringify([text, cloudId, imageId])
    let search = this.#search
    if (search?.key !== key || nowMs - search.atMs > searchAgeMs) {
      const isWanted = readSearch(text, nowMs)
      const isFound: Test = (row) =>
        (cloudId === null || row.cloudId === cloudId) &&
        (imageId === null || row.imageId === imageId) &&
        isWanted(row)
      search = { key, atMs: nowMs, isFound, found: [], seen: 0 }
      this.#search = search
    }
    for (; search.seen < this.#rows.length; search.seen++) {
      const row = this.#rows[search.seen]!
      if (search.isFound(row)) search.found.push(row)
    }
    return search.found
  }
}
