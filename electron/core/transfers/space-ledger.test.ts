import { statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'

import { expect, test } from 'vitest'

import { createSpaceLedger } from './space-ledger.ts'

test('promises no room twice, and gives back what was written or is not wanted any more', async () => {
  const ledger = createSpaceLedger()
  const dir = tmpdir()
  const { bavail, bsize } = await statfs(dir)
  // Others write to this disk meanwhile, so the shares are far from what would just fit.
  const mostOfIt = Math.floor(bavail * bsize * 0.7)
  let left = mostOfIt

  const first = await ledger.reserve(dir, () => left)
  const second = await ledger.reserve(dir, () => mostOfIt)
  left = 0
  const third = await ledger.reserve(dir, () => mostOfIt)
  const fourth = await ledger.reserve(dir, () => mostOfIt)
  if ('release' in third) third.release()
  const fifth = await ledger.reserve(dir, () => mostOfIt)

  const isPromised = [first, second, third, fourth, fifth].map((answer) => 'release' in answer)
  expect(isPromised).toEqual([true, false, true, false, true])
  expect(second).toEqual({ freeBytes: expect.any(Number) })
})

test('lets a disk that does not say how full it is find out by itself', async () => {
  const answer = await createSpaceLedger().reserve('/no/such/folder', () => Number.MAX_SAFE_INTEGER)

  expect(answer).toHaveProperty('release')
})
