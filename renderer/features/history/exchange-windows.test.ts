import { expect, test } from 'vitest'

import type { ExchangeRecord } from '../../../shared/model/exchange.ts'
import { rowAt, windowsOf, windowsWith } from './exchange-windows.ts'

test('asks for the windows that are seen, counted from the oldest', () => {
  expect(windowsOf({ from: 0, to: 60 }, 0)).toEqual([])
  expect(windowsOf({ from: 0, to: 60 }, 30)).toEqual([{ index: 0, count: 30 }])
  expect(windowsOf({ from: 0, to: 60 }, 410)).toEqual([
    { index: 1, count: 200 },
    { index: 2, count: 10 },
  ])
  expect(windowsOf({ from: 99_950, to: 100_010 }, 100_000)).toEqual([{ index: 0, count: 200 }])
})

test('finds a row by its place from the newest, and none that is not loaded', () => {
  const windows = new Map([[1, [row('200'), row('201')]]])

  expect(rowAt(windows, 0, 202)?.id).toBe('201')
  expect(rowAt(windows, 1, 202)?.id).toBe('200')
  expect(rowAt(windows, 2, 202)).toBeUndefined()
})

test('puts what is added into the windows it belongs to', () => {
  const added = [row('a'), row('b'), row('c')]

  expect(windowsWith(added, 199)).toEqual([
    { before: { index: 0, count: 199 }, after: { index: 0, count: 200 }, records: [added[0]] },
    { before: { index: 1, count: 0 }, after: { index: 1, count: 2 }, records: [added[1], added[2]] },
  ])
  expect(windowsWith(added, 0)).toMatchObject([{ after: { index: 0, count: 3 }, records: added }])
})

function row(id: string): ExchangeRecord {
  return { id } as ExchangeRecord
}
