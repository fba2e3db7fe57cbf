import { expect, test } from 'vitest'

import type { DraftPair } from '../../../../shared/model/request.ts'
import { queryRows, withQueryRows } from './query-rows.ts'

test('shows the parts of the URL with the switched-off ones in their places', () => {
  const off = pair('marker', 'x', false)
  const query = [pair('limit', '10'), off, pair('sort', 'name')]

  expect(queryRows({ url: 'http://c/?limit=10&sort=name', query })).toEqual(query)
})

test('takes the URL for right where it was changed since', () => {
  const query = [pair('limit', '10'), pair('marker', 'x', false), pair('sort', 'name')]

  const rows = queryRows({ url: 'http://c/?owner=me&sort=name&flag', query: query.toSpliced(0, 1) })

  expect(rows).toEqual([
    pair('marker', 'x', false),
    pair('owner', 'me'),
    pair('sort', 'name'),
    pair('flag', ''),
  ])
})

test('keeps the description of a part whose value was changed in the URL', () => {
  const query = [{ ...pair('limit', '10'), description: 'page size' }]

  expect(queryRows({ url: 'http://c/?limit=20', query })).toEqual([
    { ...pair('limit', '20'), description: 'page size' },
  ])
})

test('takes a part that is switched off out of the URL, and puts it back in its place', () => {
  const written = { url: 'http://c/?a=1&b=2&c#top', query: [] }
  const rows = queryRows(written)

  const off = withQueryRows(written, rows, rows.with(1, { ...rows[1]!, isEnabled: false }), 1)
  expect(off.url).toBe('http://c/?a=1&c#top')

  const offRows = queryRows(off)
  const on = withQueryRows(off, offRows, offRows.with(1, { ...offRows[1]!, isEnabled: true }), 1)
  expect(on.url).toBe('http://c/?a=1&b=2&c#top')
})

test('adds no equals sign to a name that is typed alone, and moves parts as they are written', () => {
  const written = { url: 'http://c/?flag&a=%20', query: [] }
  const rows = queryRows(written)

  const typed = withQueryRows(written, rows, [...rows, pair('new&', '')], 2)
  const moved = withQueryRows(written, rows, rows.toReversed(), null)

  expect(typed.url).toBe('http://c/?flag&a=%20&new%26')
  expect(moved.url).toBe('http://c/?a=%20&flag')
})

function pair(name: string, value: string, isEnabled = true): DraftPair {
  return { name, value, isEnabled }
}
