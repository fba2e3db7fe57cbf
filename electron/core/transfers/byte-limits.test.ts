import { beforeEach, expect, test } from 'vitest'

import type { TransferLimits } from '../../../shared/model/transfer-limits.ts'
import { type ByteLimits, createByteLimits } from './byte-limits.ts'
import { createTestClock, type TestClock } from './test-clock.ts'

const never = new AbortController().signal
const MiB = 1024 * 1024
let limits: TransferLimits
let clock: TestClock
let bytes: ByteLimits

beforeEach(() => {
  limits = { atOncePerCloud: 3, bytesPerSecond: null, cloudBytesPerSecond: {} }
  clock = createTestClock()
  bytes = createByteLimits({ limits: () => limits, ...clock })
})

test('holds nothing back without a limit', () => {
  expect(bytes.pace(['a'], 100 * MiB, never)).toBeNull()
  expect(clock.pending()).toBe(0)
})

test('lets through what the rate allows, whatever the size of the chunks', async () => {
  limits = { ...limits, bytesPerSecond: MiB }

  for (const chunk of [MiB, MiB / 4, MiB / 2, 2 * MiB, MiB / 4]) {
    const held = bytes.pace(['a'], chunk, never)
    clock.runAll()
    await held
  }

  // 4 MiB at 1 MiB/s, a quarter of a second of it ahead of time.
  expect(clock.monotonicMs()).toBeCloseTo(3750)
})

test('bytes between two clouds count once for all, and keep the lower limit of the two', async () => {
  limits = { ...limits, bytesPerSecond: 4 * MiB, cloudBytesPerSecond: { slow: MiB, quick: 2 * MiB } }

  const held = bytes.pace(['quick', 'slow'], MiB, never)
  clock.runAll()
  await held

  expect(clock.monotonicMs()).toBeCloseTo(750)
  expect(bytes.pace(['third'], MiB, never)).toBeNull()
})

test('the limit of one cloud holds that cloud back alone; the limit of all holds both', async () => {
  limits = { ...limits, cloudBytesPerSecond: { slow: MiB } }

  const slow = bytes.pace(['slow'], MiB, never)
  expect(bytes.pace(['fast'], 100 * MiB, never)).toBeNull()
  clock.runAll()
  await slow
  expect(clock.monotonicMs()).toBeCloseTo(750)

  limits = { ...limits, bytesPerSecond: MiB / 2 }
  bytes.changed()
  const first = bytes.pace(['slow'], MiB, never)
  const second = bytes.pace(['fast'], MiB, never)
  clock.runAll()
  await first
  await second
  expect(clock.monotonicMs()).toBeCloseTo(750 + 3750)
})

test('a change of the limits lets those go who wait by the old ones', async () => {
  limits = { ...limits, bytesPerSecond: 64 * 1024 }
  const held = bytes.pace(['a'], 100 * MiB, never)

  limits = { ...limits, bytesPerSecond: null }
  bytes.changed()

  await held
  expect(clock.monotonicMs()).toBe(0)
  expect(clock.pending()).toBe(0)
})

test('an abort ends the wait with its reason, and leaves no timer', async () => {
  limits = { ...limits, bytesPerSecond: 64 * 1024 }
  const leaving = new AbortController()
  const held = bytes.pace(['a'], 100 * MiB, leaving.signal)
  const reason = new Error('stopped')

  leaving.abort(reason)

  await expect(held).rejects.toBe(reason)
  expect(clock.pending()).toBe(0)
})
