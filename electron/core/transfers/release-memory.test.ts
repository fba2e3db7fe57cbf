import { expect, test } from 'vitest'

import { createMemoryRelease } from './release-memory.ts'

test('gives the memory of a chunk back at once', async () => {
  const release = await createMemoryRelease()
  const before = process.memoryUsage().arrayBuffers

  let mostBytes = 0
  for (let count = 0; count < 500; count++) {
    release(Buffer.from(new ArrayBuffer(1024 * 1024)))
    mostBytes = Math.max(mostBytes, process.memoryUsage().arrayBuffers - before)
  }

  expect(mostBytes).toBeLessThan(8 * 1024 * 1024)
})

test('leaves memory alone that a chunk shares with others', async () => {
  const release = await createMemoryRelease()
  const whole = Buffer.from(new ArrayBuffer(10))
  const shared = Buffer.from(new SharedArrayBuffer(10))

  release(whole.subarray(0, 5))
  release(shared)

  expect(whole).toHaveLength(10)
  expect(shared).toHaveLength(10)
})
