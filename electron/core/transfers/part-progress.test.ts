import { expect, test } from 'vitest'

import { createPartProgress } from './part-progress.ts'

const MiB = 1024 * 1024

test('goes as far as the first piece that is not written, in whatever order the others are', () => {
  const progress = createPartProgress(100)

  const [first, second, third] = [100, 110, 120].map((position) => progress.begin(position, 10))
  third?.(10)
  const afterThird = progress.contiguousBytes()
  first?.(10)
  const afterFirst = progress.contiguousBytes()
  second?.(10)

  expect([afterThird, afterFirst, progress.contiguousBytes()]).toEqual([100, 110, 130])
  expect(progress.savedBytes()).toBe(100)
})

test('wants a flush by what came, and a look at the disk by what took room', () => {
  const progress = createPartProgress(0)

  const due = Array.from({ length: 32 }, (_, index) => progress.begin(index * 16 * MiB, 16 * MiB)(8 * MiB))

  expect(due.filter(({ flush }) => flush)).toHaveLength(8)
  expect(due.filter(({ spaceCheck }) => spaceCheck)).toHaveLength(1)
  expect(due.at(-1)?.spaceCheck).toBe(true)
})
