import { expect, test } from 'vitest'

import type { Transfer } from '../../../shared/model/transfer.ts'
import { inLineOrder } from './in-line-order.ts'

test('what moves comes first, then the line by priority and place, then what has ended', () => {
  const ended = { endedAtMs: 9, state: 'verified' } as const
  const shown = inLineOrder([
    transfer('ended late', ended),
    transfer('low', { priority: 'low', place: 0 }),
    transfer('second', { place: 2 }),
    transfer('ended early', ended),
    transfer('moves', { state: 'moving', place: 7 }),
    transfer('first', { place: 1 }),
    transfer('urgent', { priority: 'high', place: 5 }),
  ])

  expect(shown.map(({ id }) => id)).toEqual([
    'moves',
    'urgent',
    'first',
    'second',
    'low',
    'ended late',
    'ended early',
  ])
})

test('a list in which nothing runs is left as it is', () => {
  const ended = [transfer('a', { endedAtMs: 2 }), transfer('b', { endedAtMs: 1 })]

  expect(inLineOrder(ended)).toBe(ended)
})

function transfer(id: string, changes: Partial<Transfer>): Transfer {
  const one: Partial<Transfer> = { id, state: 'queued', priority: 'normal', place: 0, endedAtMs: null }
  return { ...one, ...changes } as Transfer
}
