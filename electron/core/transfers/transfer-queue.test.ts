import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import type { Transfer } from '../../../shared/model/transfer.ts'
import { createTestClock, type TestClock } from './test-clock.ts'
import { startFaultyHost, startTestHost, type TestHost } from './test-host.ts'

const never = new AbortController().signal
const filePath = /\/file$/
let clock: TestClock
let host: TestHost

beforeEach(async () => {
  clock = createTestClock()
  host = await startTestHost({ clock, retriesAlone: true, random: () => 0 })
})

afterEach(async () => {
  await host.close()
})

test('tries again alone what can pass, later each time, and says why and when', async () => {
  const { handle, bytes } = await host.file('a.raw', 1000)
  refuseNext(503)
  refuseNext(503)
  const begun = await host.uploadNew(handle)

  const first = await host.when(begun.id, isWaiting)
  clock.runAll()
  const second = await host.when(begun.id, (one) => isWaiting(one) && one.attempt === 2)
  const waitedMs = clock.monotonicMs()
  clock.runAll()
  const ended = await host.ended(begun)

  expect(first).toMatchObject({ problem: { code: 'CLOUD_REFUSED', data: { status: 503 } }, endedAtMs: null })
  expect(first.retryAtMs).toBe(clock.now() - clock.monotonicMs() + 500)
  expect(second.retryAtMs! - second.startedAtMs).toBe(1000)
  expect(waitedMs).toBe(500)
  expect(ended).toMatchObject({ state: 'verified', attempt: 3, problem: null, retryAtMs: null })
  expect((await host.stored(ended.imageId!)).equals(bytes)).toBe(true)
})

test('gives up after twelve failures in a row', async () => {
  const { handle } = await host.file('a.raw', 1000)
  for (let count = 0; count < 13; count++) refuseNext(503)
  const begun = await host.uploadNew(handle)

  for (let attempt = 1; attempt <= 12; attempt++) {
    await host.when(begun.id, (one) => isWaiting(one) && one.attempt === attempt)
    clock.runAll()
  }
  const ended = await host.ended(begun)

  expect(ended).toMatchObject({ state: 'failed', attempt: 13, problem: { data: { status: 503 } } })
  expect(ended.leftImageId).toBe(ended.imageId)
})

test.each([409, 413, 415])('never tries a %i again alone', async (status) => {
  const { handle } = await host.file('a.raw', 1000)
  refuseNext(status)

  const ended = await host.ended(await host.uploadNew(handle))

  expect(ended).toMatchObject({ state: 'failed', attempt: 1 })
  expect(clock.pending()).toBe(0)
})

test('a wait can be cut short, cancelled and paused', async () => {
  const { handle } = await host.file('a.raw', 1000)
  const [one, two, three] = [await refused(handle), await refused(handle), await refused(handle)]

  await host.transfers.retry(one.id)
  await host.transfers.cancel(two.id)
  await host.transfers.pause(three.id)

  expect(await host.ended(one)).toMatchObject({ state: 'verified', attempt: 2 })
  expect(await host.ended(two)).toMatchObject({ state: 'cancelled', retryAtMs: null })
  expect(await host.when(three.id, () => true)).toMatchObject({ state: 'paused', endedAtMs: null })
  expect(clock.pending()).toBe(0)
  await host.transfers.resume(three.id)
  expect(await host.ended(three)).toMatchObject({ state: 'verified', imageId: three.imageId })
})

test('a clock that is set back or forward changes nothing but what is told', async () => {
  const { handle } = await host.file('a.raw', 1000)
  const begun = await refused(handle)
  clock.jump(-86_400_000)
  clock.runAll()
  const ended = await host.ended(begun)
  clock.jump(2 * 86_400_000)
  const receipt = await host.transfers.receipt(begun.id, never)

  expect(ended.state).toBe('verified')
  expect(ended.endedAtMs).toBeGreaterThanOrEqual(ended.startedAtMs)
  expect(receipt.attempts.map(({ outcome }) => outcome)).toEqual(['failed', 'arrived'])
  for (const { startedAt, endedAt } of receipt.attempts) {
    expect(Date.parse(endedAt)).toBeGreaterThanOrEqual(Date.parse(startedAt))
  }
})

test('starts in the order of priority and place, as many at once as the limits say', async () => {
  const { handle } = await host.file('a.raw', 1000)
  await host.transfers.limit({ atOncePerCloud: 1, bytesPerSecond: 64 * 1024, cloudBytesPerSecond: {} })
  const slow = await host.file('slow.raw', 1024 * 1024)
  const first = await host.uploadNew(slow.handle)
  await host.when(first.id, ({ state }) => state === 'moving')
  const rest: Transfer[] = []
  for (let count = 0; count < 4; count++) rest.push(await host.uploadNew(handle))

  host.transfers.move({ transferId: rest[2]!.id, to: 'top' })
  host.transfers.move({ transferId: rest[0]!.id, to: 'down' })
  host.transfers.prioritise({ transferId: rest[3]!.id, priority: 'high' })
  await host.transfers.limit({ atOncePerCloud: 1, bytesPerSecond: null, cloudBytesPerSecond: {} })

  const ended = await Promise.all([first, ...rest].map((one) => host.ended(one)))
  expect(ended.map(({ state }) => state)).toEqual(Array(5).fill('verified'))
  expect(await orderOfStarts()).toEqual([0, 4, 3, 2, 1].map((at) => ended[at]!.id))
})

test('the image that a failed upload left can be deleted; a retry then makes another', async () => {
  const { handle } = await host.file('a.raw', 1000)
  refuseNext(413)
  const failed = await host.ended(await host.uploadNew(handle))

  const rid = await host.transfers.deleteLeftImage(failed.id, never)
  const ended = await host.transfers.retry(failed.id).then((again) => host.ended(again))

  expect(failed.leftImageId).toBe(failed.imageId)
  expect(rid).toMatchObject({ leftImageId: null, imageId: null })
  await expect(host.show(failed.imageId!)).rejects.toMatchObject({ code: 'IMAGE_GONE' })
  expect(ended).toMatchObject({ state: 'verified', leftImageId: null })
  expect(ended.imageId).not.toBe(failed.imageId)
})

test('a lost answer to the making of the image makes no second one', async () => {
  const faulty = await startFaultyHost({ clock, retriesAlone: true, random: () => 0 })
  const { handle } = await faulty.file('a.raw', 1000)
  faulty.proxy.order({ method: 'POST', path: /\/v2\/images$/ }, { kind: 'lose-answer' })
  const begun = await faulty.uploadNew(handle)
  const waiting = await faulty.when(begun.id, isWaiting)
  clock.runAll()

  const ended = await faulty.ended(begun)

  const asked = faulty.proxy.seen.filter(({ method }) => method === 'POST')
  const { images } = await faulty.images.list({ cloudId: 'test', marker: null, limit: 100 }, never)
  expect(waiting).toMatchObject({ imageId: null, problem: { code: 'CLOUD_UNREACHABLE' } })
  expect(ended).toMatchObject({ state: 'verified', attempt: 2 })
  expect(asked).toHaveLength(2)
  expect(images.filter(({ name }) => name === 'test image')).toHaveLength(1)
  await faulty.close()
})

/** As the journal tells it: a watcher may miss a state that passes quickly. */
async function orderOfStarts(): Promise<string[]> {
  const lines = (await readFile(join(host.ports.dir, 'journal.jsonl'), 'utf8')).trim().split('\n')
  const told = lines.slice(1).map((line) => (JSON.parse(line) as { transfer: Transfer }).transfer)
  return [...new Set(told.filter(({ state }) => state === 'moving').map(({ id }) => id))]
}

async function refused(handle: string): Promise<Transfer> {
  refuseNext(503)
  return await host.when((await host.uploadNew(handle)).id, isWaiting)
}

function refuseNext(status: number): void {
  host.sandbox.faults.failNext({ method: 'PUT', path: filePath, status })
}

function isWaiting({ state }: Transfer): boolean {
  return state === 'waiting'
}
