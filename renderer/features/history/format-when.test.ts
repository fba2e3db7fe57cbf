import { expect, test } from 'vitest'

import { formatWhen } from './format-when.ts'

test('names the day only when it is not today', () => {
  const time = new Date(2026, 0, 15, 9, 5, 7).getTime()

  expect(formatWhen(time, new Date(2026, 0, 15, 23).getTime(), 'en')).toBe('09:05:07')
  expect(formatWhen(time, new Date(2026, 0, 16, 1).getTime(), 'en')).toBe('09:05:07 Jan 15')
})
