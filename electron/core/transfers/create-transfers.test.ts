import { Readable } from 'node:stream'

import { afterEach, beforeEach, expect, test } from 'vitest'

import type { Transfer } from '../../../shared/model/transfer.ts'
import { startTestHost, type TestHost } from './test-host.ts'

const never = new AbortController().signal
let host: TestHost

beforeEach(async () => {
  host = await startTestHost()
})

afterEach(async () => {
  await host.close()
})

test('moves three at once for one cloud; the fourth waits for its turn', async () => {
  const page = await quietPage()
  const begun: Transfer[] = []
  for (let count = 0; count < 4; count++) begun.push(await host.uploadNew(page.announce().handle))
  const asked = [await page.nextTicket(), await page.nextTicket(), await page.nextTicket()]
  const waiting = await stateOf(begun[3]!)

  await host.files.deliver(asked[0]!.ticket, Readable.from([Buffer.alloc(4)]))
  const last = await page.nextTicket()
  await host.files.deliver(last.ticket, Readable.from([Buffer.alloc(4)]))

  expect(waiting).toBe('queued')
  expect((await host.ended(begun[3]!)).state).toBe('verified')
  await page.close()
})

test('cancels one that waits, one that moves, and leaves one that is over as it is', async () => {
  const page = await quietPage()
  const small = await host.file('over.raw', 4)
  const over = await host.ended(await host.uploadNew(small.handle))
  const begun: Transfer[] = []
  for (let count = 0; count < 4; count++) begun.push(await host.uploadNew(page.announce().handle))
  await page.nextTicket()
  const waiting = await stateOf(begun[3]!)

  await Promise.all([over, ...begun].map(({ id }) => host.transfers.cancel(id)))

  const states = await Promise.all([over, ...begun].map(stateOf))
  expect(waiting).toBe('queued')
  expect(states).toEqual(['verified', 'cancelled', 'cancelled', 'cancelled', 'cancelled'])
  await page.close()
})

test('a retry of one that did not fail changes nothing', async () => {
  const { handle } = await host.file('a.raw', 10)
  const ended = await host.ended(await host.uploadNew(handle))

  expect(await host.transfers.retry(ended.id)).toEqual(ended)
})

test('a dismissed transfer is off the list; the image stays', async () => {
  const { handle } = await host.file('a.raw', 10)
  const ended = await host.ended(await host.uploadNew(handle))

  await host.transfers.dismiss(ended.id)

  const unknown = { code: 'TRANSFER_UNKNOWN', data: { transferId: ended.id } }
  await expect(host.transfers.dismiss(ended.id)).rejects.toMatchObject(unknown)
  await expect(host.transfers.retry(ended.id)).rejects.toMatchObject(unknown)
  await expect(host.transfers.cancel(ended.id)).rejects.toMatchObject(unknown)
  expect(await host.show(ended.imageId!)).toMatchObject({ status: 'active' })
})

test('all that are over go off the list in one call; what still moves stays', async () => {
  const page = await quietPage()
  const { handle } = await host.file('a.raw', 10)
  await host.ended(await host.uploadNew(handle))
  await host.ended(await host.uploadNew(handle))
  const moving = await host.uploadNew(page.announce().handle)
  await page.nextTicket()

  await host.transfers.dismissEnded()

  const events = host.transfers.watch(never)
  const first = (await events.next()).value
  await events.return()
  const listed = first?.type === 'all' ? first.transfers.map(({ id }) => id) : []
  expect(listed).toEqual([moving.id])
  await page.close()
})

test('says that a file or an image is unknown before anything is listed', async () => {
  const { handle } = await host.file('a.raw', 10)
  const imageId = crypto.randomUUID()

  await expect(host.uploadNew('no such handle')).rejects.toMatchObject({ code: 'FILE_LOST' })
  await expect(host.uploadInto(handle, imageId)).rejects.toMatchObject({ code: 'IMAGE_GONE' })
  await expect(host.download(imageId, 'no such handle')).rejects.toMatchObject({ code: 'FILE_LOST' })
  const events = host.transfers.watch(never)
  expect((await events.next()).value).toEqual({ type: 'all', transfers: [] })
  await events.return()
})

test('closing stops what runs, and queues it for the next start', async () => {
  const page = await quietPage()
  const begun = await host.uploadNew(page.announce().handle)
  await page.nextTicket()

  await host.transfers.close()

  expect(await stateOf(begun)).toBe('queued')
  await page.close()
})

async function stateOf({ id }: Transfer): Promise<string> {
  return (await host.when(id, () => true)).state
}

/** A page that is asked for files and answers only when the test does. */
async function quietPage() {
  const closing = new AbortController()
  const events = host.files.wanted(closing.signal)
  let ahead = events.next()
  return {
    announce: () => host.files.announce({ name: 'dropped.raw', sizeBytes: 4 }),
    async nextTicket() {
      const { value } = await ahead
      ahead = events.next()
      if (!value) throw new Error('the page was closed')
      return value
    },
    async close() {
      closing.abort()
      await ahead
    },
  }
}
