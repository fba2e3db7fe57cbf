import { expect, test } from 'vitest'

import { placesAfter, startable } from './waiting-line.ts'

const line = [waiting('a', 1), waiting('b', 2), waiting('c', 3), waiting('d', 4)]

test('starts as many of each cloud as it has turns left, in order of place', () => {
  const others = [waiting('x', 0, { cloudId: 'other' }), waiting('y', 5, { cloudId: 'other' })]

  const started = startable([...line.toReversed(), ...others], new Map([['cloud', 1]]), 3)

  expect(started.map(({ id }) => id)).toEqual(['x', 'a', 'b', 'y'])
})

test('a copy takes a turn of both its clouds, and waits while either has none left', () => {
  const from = { cloudId: 'other', cloudName: 'other', imageId: 'image' }
  const copy = { ...waiting('copy', 0), from }
  const other = waiting('x', 1, { cloudId: 'other' })

  expect(startable([copy, other, ...line], new Map(), 1).map(({ id }) => id)).toEqual(['copy'])
  expect(startable([copy, ...line], new Map([['other', 1]]), 1).map(({ id }) => id)).toEqual(['a'])
})

test('a higher priority goes before a better place', () => {
  const mixed = [waiting('low', 0, { priority: 'low' }), ...line, waiting('high', 9, { priority: 'high' })]

  expect(startable(mixed, new Map(), 2).map(({ id }) => id)).toEqual(['high', 'a'])
})

test.each([
  { to: 'top', order: 'cabd' },
  { to: 'up', order: 'acbd' },
  { to: 'down', order: 'abdc' },
  { to: 'bottom', order: 'abdc' },
] as const)('moves one $to', ({ to, order }) => {
  const places = placesAfter(line, line[2]!, to)

  const after = line.map((each) => ({ ...each, place: places.get(each.id) ?? each.place }))
  expect(orderOf(after)).toBe(order)
})

test('the first cannot go up, the last cannot go down, and one that does not wait cannot move', () => {
  expect(placesAfter(line, line[0]!, 'up').size).toBe(0)
  expect(placesAfter(line, line[3]!, 'down').size).toBe(0)
  expect(placesAfter(line, waiting('z', 9), 'top').size).toBe(0)
})

test('passes by those that wait for another cloud or at another priority', () => {
  const between = [waiting('x', 1.5, { cloudId: 'other' }), waiting('y', 1.7, { priority: 'low' })]

  const places = placesAfter([...line, ...between], line[1]!, 'up')

  expect([...places]).toEqual([
    ['b', 1],
    ['a', 2],
  ])
})

function orderOf(all: ReturnType<typeof waiting>[]): string {
  return startable(all, new Map(), all.length)
    .map(({ id }) => id)
    .join('')
}

function waiting(id: string, place: number, changes: { cloudId?: string; priority?: 'high' | 'low' } = {}) {
  const usual = { cloudId: 'cloud', from: null, priority: 'normal' as 'high' | 'normal' | 'low' }
  return { id, place, ...usual, ...changes }
}
