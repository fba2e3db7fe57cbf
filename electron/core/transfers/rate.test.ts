import { expect, test } from 'vitest'

import { createRateMeter } from './rate.ts'

test('knows no rate until time has passed, and then the right one at once', () => {
  let atMs = 1000
  const rate = createRateMeter(() => atMs)

  expect(rate.sample(0)).toBeNull()
  atMs += 100
  expect(rate.sample(5_000)).toBeCloseTo(50_000)
})

test('follows a change of pace within seconds, without jumping', () => {
  let atMs = 0
  let moved = 0
  const rate = createRateMeter(() => atMs)
  const runFor = (ms: number, bytesPerSecond: number) => {
    let last = 0
    for (const end = atMs + ms; atMs < end; ) {
      atMs += 100
      moved += bytesPerSecond / 10
      last = rate.sample(moved) ?? 0
    }
    return last
  }

  expect(runFor(5_000, 1_000_000)).toBeCloseTo(1_000_000)
  expect(runFor(100, 0)).toBeGreaterThan(900_000)
  expect(runFor(20_000, 0)).toBeLessThan(10_000)
})
