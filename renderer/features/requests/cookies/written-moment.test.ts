import { expect, test } from 'vitest'

import { momentOf, writtenMoment } from './written-moment.ts'

test('a moment is written in local time and read as the same one', () => {
  const time = new Date(2026, 6, 1, 13, 5, 9).getTime()

  expect(writtenMoment(time)).toBe('2026-07-01T13:05:09')
  expect(momentOf('2026-07-01T13:05:09')).toBe(time)
})

test('an empty field is no moment', () => {
  expect(momentOf('')).toBeNull()
  expect(momentOf('2026-')).toBeNull()
})
