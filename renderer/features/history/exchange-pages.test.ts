import { expect, test } from 'vitest'

import type { ExchangeRecord } from '../../../shared/model/exchange.ts'
import { nextOffset, rowsOf, withNewer } from './exchange-pages.ts'

test('puts new exchanges in front, the newest first, and none twice', () => {
  const pages = [
    { records: [row('3'), row('2')], total: 3 },
    { records: [row('1')], total: 3 },
  ]

  const now = withNewer(pages, [row('3'), row('4'), row('5')])

  expect(rowsOf(now).map(({ id }) => id)).toEqual(['5', '4', '3', '2', '1'])
  expect(now.map(({ total }) => total)).toEqual([5, 5])
})

test('shows a row once that was read on two pages', () => {
  const pages = [
    { records: [row('3'), row('2')], total: 4 },
    { records: [row('2'), row('1')], total: 4 },
  ]

  expect(rowsOf(pages).map(({ id }) => id)).toEqual(['3', '2', '1'])
})

test('goes on after what is loaded, new rows counted, until all is there', () => {
  const half = [{ records: [row('4'), row('3')], total: 4 }]
  const whole = [...half, { records: [row('2'), row('1')], total: 4 }]

  expect(nextOffset(half)).toBe(2)
  expect(nextOffset(withNewer(half, [row('5')]))).toBe(3)
  expect(nextOffset(whole)).toBeNull()
})

test('stops at an empty page, whatever the total says', () => {
  expect(nextOffset([{ records: [], total: 7 }])).toBeNull()
})

function row(id: string): ExchangeRecord {
  return { id } as ExchangeRecord
}
