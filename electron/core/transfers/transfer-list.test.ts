import { expect, test } from 'vitest'

import type { Transfer, TransferEvent } from '../../../shared/model/transfer.ts'
import { createTransferList, type TransferList } from './transfer-list.ts'

test('tells a watcher everything first, then each change', async () => {
  const list = createTransferList()
  list.add(transferOf('a', 1))
  const watching = watch(list)

  expect(await watching.next()).toEqual({ type: 'all', transfers: [transferOf('a', 1)] })
  list.add(transferOf('b', 1))
  expect(await watching.next()).toEqual({ type: 'changed', transfer: transferOf('b', 1) })
  list.remove('b')
  expect(await watching.next()).toEqual({ type: 'removed', transferId: 'b' })
  await watching.close()
})

test('tells of one transfer at most ten times a second, and of its last state always', async () => {
  const list = createTransferList()
  const startedAtMs = performance.now()
  list.add(transferOf('a', 0))
  const watching = watch(list)
  await watching.next()

  const told: number[] = []
  const writing = setInterval(() => list.change('a', { movedBytes: told.length + 1000 }), 1)
  for (let count = 0; count < 4; count++) {
    const event = await watching.next()
    if (event.type === 'changed') told.push(event.transfer.movedBytes)
  }
  clearInterval(writing)
  const tookMs = performance.now() - startedAtMs
  list.change('a', { state: 'verified' })

  expect(told).toHaveLength(4)
  expect(tookMs).toBeGreaterThanOrEqual(395)
  expect(await watching.next()).toMatchObject({ transfer: { state: 'verified' } })
  await watching.close()
})

test('a watcher that does not read keeps one event for each transfer, the latest', async () => {
  const list = createTransferList()
  const watching = watch(list)
  await watching.next()
  for (let count = 0; count < 50; count++) {
    for (const id of ['a', 'b']) {
      list.add(transferOf(id, count))
      if (count < 49) list.remove(id)
    }
  }

  const read = [await watching.next(), await watching.next()]

  expect(read).toEqual([
    { type: 'changed', transfer: transferOf('a', 49) },
    { type: 'changed', transfer: transferOf('b', 49) },
  ])
  await watching.close()
})

test('refuses to speak of a transfer that it does not have', () => {
  const list = createTransferList()

  expect(() => list.get('gone')).toThrow('TRANSFER_UNKNOWN')
  expect(() => list.remove('gone')).toThrow('TRANSFER_UNKNOWN')
})

function watch(list: TransferList) {
  const closing = new AbortController()
  const events = list.watch(closing.signal)
  return {
    async next(): Promise<TransferEvent> {
      const { value } = await events.next()
      if (!value) throw new Error('the list stopped telling')
      return value
    },
    async close() {
      const pending = events.next()
      closing.abort()
      await pending
    },
  }
}

function transferOf(id: string, movedBytes: number): Transfer {
  return {
    id,
    direction: 'upload',
    cloudId: 'c',
    from: null,
    notCarried: [],
    cloudName: 'cloud',
    imageId: null,
    imageName: 'image',
    fileName: 'file',
    savedPath: null,
    state: 'moving',
    sizeBytes: 100,
    movedBytes,
    bytesPerSecond: null,
    etaMs: null,
    attempt: 1,
    startedAtMs: 0,
    endedAtMs: null,
    hashes: {},
    verifiedBy: null,
    fileHashes: {},
    startedOver: null,
    retryAtMs: null,
    priority: 'normal',
    place: 1,
    leftImageId: null,
    problem: null,
  }
}
