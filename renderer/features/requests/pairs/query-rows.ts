import type { DraftPair } from '../../../../shared/model/request.ts'
import { joinUrl, splitUrl, typedParam, type UrlParam } from './url-params.ts'

/** What the grid of a query edits. */
export interface WrittenQuery {
  readonly url: string
  readonly query: DraftPair[]
}

/**
 * The query as rows: the parts of the URL, and between them the switched-off ones of `query` in their places. Where
 * the two differ, the URL is right.
 */
export function queryRows({ url, query }: WrittenQuery): DraftPair[] {
  const { params } = splitUrl(url)
  const told = query.filter((pair) => pair.isEnabled)
  // As many as there were: one was rewritten in the URL, and keeps its description.
  const isRewritten = told.length === params.length
  const rows: DraftPair[] = []
  let next = 0
  for (const pair of query) {
    if (!pair.isEnabled) {
      rows.push(pair)
      continue
    }
    const found = isRewritten ? next : params.findIndex((param, at) => at >= next && isSame(param, pair))
    if (found < 0) continue
    rows.push(...params.slice(next, found).map(rowOf), { ...pair, ...rowOf(params[found]!) })
    next = found + 1
  }
  return [...rows, ...params.slice(next).map(rowOf)]
}

/**
 * The URL and the query after a change to the rows. `index` is the row that was typed in; null when rows were moved or
 * taken out. A part that was not touched stays in the URL as it was written there.
 */
export function withQueryRows(
  written: WrittenQuery,
  rows: readonly DraftPair[],
  next: readonly DraftPair[],
  index: number | null,
): WrittenQuery {
  const parts = splitUrl(written.url)
  const paramOf = new Map<DraftPair, UrlParam>()
  for (const [at, row] of rows.filter((pair) => pair.isEnabled).entries()) paramOf.set(row, parts.params[at]!)
  const changed = index === null ? undefined : next[index]
  const had = index === null ? undefined : rows[index]
  const query = next.map((row) => (row === changed ? typedRow(row) : row))
  const params = next.flatMap((row) => {
    if (!row.isEnabled) return []
    if (row !== changed) return [paramOf.get(row) ?? { name: row.name, value: row.value }]
    // Typing a name does not add the `=` that a part without a value never had.
    const isBare = row.value === '' && (had === undefined || paramOf.get(had)?.value === null)
    return [typedParam(row.name, isBare ? null : row.value)]
  })
  return { url: joinUrl({ ...parts, params }), query }
}

function typedRow(row: DraftPair): DraftPair {
  const { name, value } = typedParam(row.name, row.value)
  return { ...row, name, value: value ?? '' }
}

function rowOf({ name, value }: UrlParam): DraftPair {
  return { name, value: value ?? '', isEnabled: true }
}

function isSame(param: UrlParam, pair: DraftPair): boolean {
  return param.name === pair.name && (param.value ?? '') === pair.value
}
