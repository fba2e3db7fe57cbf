import type { ExchangeRecord } from '../../../shared/model/exchange.ts'

/** So many exchanges are asked for at once. */
export const windowSize = 200

/** A part of the list: exchanges by their place from the oldest, which stays while others are made. */
export interface ExchangeWindow {
  readonly index: number
  /** How many there are in it, of a list of `total`. */
  readonly count: number
}

/** The windows in which rows lie, `from` and `to` counted from the newest, both included. */
export function windowsOf(range: { from: number; to: number }, total: number): ExchangeWindow[] {
  if (total === 0) return []
  const oldest = Math.floor(Math.max(0, total - 1 - range.to) / windowSize)
  const newest = Math.floor(Math.min(total - 1, Math.max(0, total - 1 - range.from)) / windowSize)
  return Array.from({ length: newest - oldest + 1 }, (_, at) => windowAt(oldest + at, total))
}

/** The row at a place from the newest. */
export function rowAt(
  windows: ReadonlyMap<number, readonly ExchangeRecord[]>,
  place: number,
  total: number,
): ExchangeRecord | undefined {
  const ordinal = total - 1 - place
  return windows.get(Math.floor(ordinal / windowSize))?.[ordinal % windowSize]
}

/** The windows that change when exchanges are added to a list of `total`, with what they hold before and after. */
export function windowsWith(
  added: readonly ExchangeRecord[],
  total: number,
): { readonly before: ExchangeWindow; readonly after: ExchangeWindow; readonly records: ExchangeRecord[] }[] {
  const first = Math.floor(total / windowSize)
  const last = Math.floor((total + added.length - 1) / windowSize)
  return Array.from({ length: last - first + 1 }, (_, at) => {
    const index = first + at
    const start = Math.max(0, index * windowSize - total)
    const records = added.slice(start, (index + 1) * windowSize - total)
    return { before: windowAt(index, total), after: windowAt(index, total + added.length), records }
  })
}

function windowAt(index: number, total: number): ExchangeWindow {
  return { index, count: Math.max(0, Math.min(windowSize, total - index * windowSize)) }
}
