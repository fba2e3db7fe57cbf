import { expect, test } from 'vitest'

import { needsRenewal, readTokenLife } from './token-life.ts'

const asked = Date.parse('2026-11-23T16:00:00Z')

test.each([
  [
    'issued_at',
    { issuedAt: '2030-01-01T00:00:00.000000Z', expiresAt: '2030-01-01T01:00:00.000000Z', date: null },
  ],
  [
    'the Date header',
    { issuedAt: null, expiresAt: '2030-01-01T01:00:00Z', date: 'Tue, 01 Jan 2030 00:00:00 GMT' },
  ],
  ['nothing else', { issuedAt: undefined, expiresAt: '2026-11-23T17:00:00Z', date: null }],
])('counts the life of a token from %s', (_from, told) => {
  expect(readTokenLife(told, asked)).toEqual({ expiresAtMs: asked + 3_600_000, lifetimeMs: 3_600_000 })
})

test('takes a token whose end cannot be read, or came before its start, as ended', () => {
  const ended = { expiresAtMs: asked, lifetimeMs: 0 }

  expect(readTokenLife({ issuedAt: null, expiresAt: 'soon', date: null }, asked)).toEqual(ended)
  expect(
    readTokenLife({ issuedAt: '2030-01-01T02:00:00Z', expiresAt: '2030-01-01T01:00:00Z', date: null }, asked),
  ).toEqual(ended)
})

test.each([
  [3_600_000, 120_001, false],
  [3_600_000, 119_999, true],
  [3_600_000, -1, true],
  [60_000, 30_001, false],
  [60_000, 29_999, true],
])('with a life of %i ms and %i ms left, renewal is due: %s', (lifetimeMs, leftMs, isDue) => {
  expect(needsRenewal({ lifetimeMs, expiresAtMs: asked + leftMs }, asked)).toBe(isDue)
})
