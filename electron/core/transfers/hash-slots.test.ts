import { createHash, randomBytes } from 'node:crypto'

import { expect, test } from 'vitest'

import { createHashSlots, type HashSlots, type Slot } from './hash-slots.ts'

test('hashes what passes through the slots, by every algorithm at once', async () => {
  const bytes = randomBytes(20 * 1024 * 1024 + 7)
  const slots = createHashSlots(['sha512', 'md5'])

  for (let at = 0; at < bytes.length; ) {
    const slot = await slots.take()
    const length = bytes.copy(slot.bytes, 0, at)
    slots.hash(slot, length)
    slots.release(slot)
    at += length
  }
  const digests = await slots.digest()
  await slots.close()

  expect(digests).toEqual({
    sha512: createHash('sha512').update(bytes).digest('hex'),
    md5: createHash('md5').update(bytes).digest('hex'),
  })
})

test('gives a slot out again only when its taker and the hash are both done with it', async () => {
  const slots = createHashSlots(['md5'])
  const taken = await takeAll(slots)
  let next: Slot | null = null
  const waiting = slots.take().then((slot) => (next = slot))

  for (const slot of taken) slots.hash(slot, 1)
  await slots.digest()
  expect(next).toBeNull()

  slots.release(taken[3]!)
  expect((await waiting).index).toBe(taken[3]!.index)
  await slots.close()
})

test('turns away whoever waits for a slot when it closes', async () => {
  const slots = createHashSlots(['md5'])
  await takeAll(slots)
  const waiting = Promise.allSettled([slots.take()])

  await slots.close()

  expect(await waiting).toMatchObject([{ status: 'rejected', reason: { message: expect.any(String) } }])
  await expect(slots.take()).rejects.toThrow('closed')
})

test('reports an algorithm that the worker does not know', async () => {
  const slots = createHashSlots(['no-such-hash'])

  await expect(slots.digest()).rejects.toThrow('Digest method not supported')

  await expect(slots.take()).rejects.toThrow('Digest method not supported')
  await slots.close()
})

async function takeAll(slots: HashSlots): Promise<Slot[]> {
  const taken: Slot[] = []
  for (let count = 0; count < 8; count++) taken.push(await slots.take())
  return taken
}
