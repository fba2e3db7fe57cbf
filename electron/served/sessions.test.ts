import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { createSessions, type Sessions } from './sessions.ts'

const hour = 3600_000
let sessions: Sessions

beforeEach(() => {
  vi.useFakeTimers()
  sessions = createSessions(12 * hour)
})
afterEach(() => {
  sessions.endAll()
  vi.useRealTimers()
})

test('a session that is used lives on, one that is idle ends', () => {
  const cookie = sessions.begin()
  const session = sessions.find(cookie)

  vi.advanceTimersByTime(11 * hour)
  session?.touch()
  vi.advanceTimersByTime(11 * hour)
  const lived = session?.ended.aborted
  vi.advanceTimersByTime(hour)

  expect([lived, session?.ended.aborted]).toEqual([false, true])
  expect(sessions.find(cookie)).toBeNull()
})

test('a renewed cookie takes the place of the one before, a minute after it was seen', () => {
  const first = sessions.begin()
  const second = sessions.renew(first)!

  vi.advanceTimersByTime(hour)
  expect(sessions.find(first)).not.toBeNull()
  expect(sessions.find(second)).toBe(sessions.find(first))

  vi.advanceTimersByTime(60_001)
  expect(sessions.find(first)).toBeNull()
  expect(sessions.renew(first)).toBeNull()
  expect(sessions.find(second)).not.toBeNull()
})

test('a browser that never got its renewed cookie gets it again', () => {
  const first = sessions.begin()
  const lost = sessions.renew(first)

  expect(sessions.renew(first)).toBe(lost)
})

test('a tab that is late does not take the newest cookie from the others', () => {
  const first = sessions.begin()
  const second = sessions.renew(first)!
  sessions.find(second)

  expect(sessions.renew(first)).toBeNull()
  expect(sessions.find(second)).not.toBeNull()
})

test('knows no cookie that it did not give', () => {
  sessions.begin()

  expect(sessions.find('')).toBeNull()
  expect(sessions.find('x'.repeat(43))).toBeNull()
  expect(sessions.renew('')).toBeNull()
})
