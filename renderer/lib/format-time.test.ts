import { expect, test } from 'vitest'

import { agoFormatter, formatClock, formatDuration } from './format-time.ts'

test('gives short times in ms, longer ones in seconds, the longest as a clock', () => {
  expect([0.42, 9.96, 231.4, 4200, 192_000, null].map(formatDuration)).toEqual([
    '0.4 ms',
    '10 ms',
    '231 ms',
    '4.2 s',
    '3:12',
    '–',
  ])
})

test('counts hours only when there are some', () => {
  expect([0, 61_000, 3_600_000 + 400_000].map(formatClock)).toEqual(['0:00', '1:01', '1:06:40'])
})

test('speaks of recent times as distances, in the language of the page', () => {
  const now = Date.UTC(2026, 0, 15)

  expect(agoFormatter('en')(now - 120_000, now)).toBe('2 min. ago')
  expect(agoFormatter('vi')(now - 120_000, now)).toContain('2 phút')
  expect(agoFormatter('en')(now - 30 * 86_400_000, now)).toBe('Dec 16, 2025')
})
