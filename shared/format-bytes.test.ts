import { expect, test } from 'vitest'

import { formatBytes } from './format-bytes.ts'

test('names a size in the largest unit that keeps it above one', () => {
  expect([0, 1, 1023, 1024, 1536, 21_430_272, 2 ** 31, 5 * 2 ** 40].map(formatBytes)).toEqual([
    '0 B',
    '1 B',
    '1023 B',
    '1.00 KiB',
    '1.50 KiB',
    '20.4 MiB',
    '2.00 GiB',
    '5.00 TiB',
  ])
})

test('shows a size that is not known as a dash', () => {
  expect(formatBytes(null)).toBe('–')
})
