import { expect, test } from 'vitest'

import { retryRule } from './retry-rule.ts'

const atMost = () => 1 - Number.EPSILON
const atLeast = () => 0
const unreachable = { code: 'CLOUD_UNREACHABLE', data: { host: 'h', reason: 'reset', detail: '' } } as const

test('waits a second after the first failure, twice as long after each, five minutes at most', () => {
  const waits = [1, 2, 3, 9, 10, 12].map((failures) => retryRule(unreachable, failures, atMost))

  expect(waits).toEqual(
    [1000, 2000, 4000, 256_000, 300_000, 300_000].map((waitMs) => ({ kind: 'after', waitMs })),
  )
})

test('draws the wait between half and the whole', () => {
  expect(retryRule(unreachable, 4, atLeast)).toEqual({ kind: 'after', waitMs: 4000 })
  expect(retryRule(unreachable, 4, atMost)).toEqual({ kind: 'after', waitMs: 8000 })
})

test('gives up after twelve failures in a row', () => {
  expect(retryRule(unreachable, 13, atMost)).toEqual({ kind: 'never' })
})

test.each([500, 502, 503, 504, 429, 408])('a refusal with %i can pass', (status) => {
  expect(retryRule({ code: 'CLOUD_REFUSED', data: { status } }, 1, atMost).kind).toBe('after')
})

test.each([400, 401, 403, 404, 501, 507])('a refusal with %i does not pass', (status) => {
  expect(retryRule({ code: 'CLOUD_REFUSED', data: { status } }, 1, atMost)).toEqual({ kind: 'never' })
})

test.each([
  'IMAGE_FORBIDS',
  'IMAGE_TOO_LARGE',
  'IMAGE_FORMAT_REFUSED',
  'IMAGE_GONE',
  'FILE_CHANGED',
  'FILE_GONE',
  'FILE_LOST',
  'HASH_DIFFERS',
  'SIZE_DIFFERS',
  'DISK_FULL',
  'TLS_FAILED',
] as const)('%s is never tried again alone', (code) => {
  expect(retryRule({ code, data: {} }, 1, atMost)).toEqual({ kind: 'never' })
})

test('a fault of ours is never tried again alone; a lost sign-in waits for the next', () => {
  expect(retryRule(null, 1, atMost)).toEqual({ kind: 'never' })
  expect(retryRule({ code: 'SECRET_NEEDED', data: {} }, 40, atMost)).toEqual({ kind: 'after-sign-in' })
})
