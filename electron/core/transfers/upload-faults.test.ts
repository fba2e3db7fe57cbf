import { appendFile, copyFile, rename, rm, truncate } from 'node:fs/promises'

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'

import type { Transfer } from '../../../shared/model/transfer.ts'
import type { Fault } from '../sandbox/faults/fault.ts'
import { type FaultyHost, sha512Of, startFaultyHost } from './test-host.ts'

const never = new AbortController().signal
const MiB = 1024 * 1024
const size = 6 * MiB + 7
const data = { method: 'PUT', path: /\/file$/ }
const shown = { method: 'GET', path: /\/v2\/images\/[^/]+$/ }
let host: FaultyHost
let source: Awaited<ReturnType<FaultyHost['file']>>

beforeAll(async () => {
  host = await startFaultyHost()
  source = await host.file('source.raw', size)
})

afterEach(() => {
  host.proxy.reset()
})

afterAll(async () => {
  await host.close()
})

test.each([0.01, 0.5, 0.99, (size - 1) / size, 1])(
  'a cut at %f of the body fails, and a retry ends with the whole in the same image',
  async (share) => {
    const afterBytes = Math.round(size * share)
    const failed = await endsBy({ kind: 'cut', way: 'up', afterBytes })

    const ended = await retried(failed)

    expect(failed).toMatchObject({ state: 'failed', problem: { code: 'CLOUD_UNREACHABLE' } })
    expect(await outcome(ended)).toMatchObject({ ...whole(), imageId: failed.imageId })
  },
)

test('an answer that is lost after the last byte costs no second upload', async () => {
  const failed = await endsBy({ kind: 'lose-answer' })

  const ended = await retried(failed)

  expect(failed.problem).toMatchObject({ code: 'CLOUD_UNREACHABLE', data: { reason: 'reset' } })
  expect(await outcome(ended)).toMatchObject({ ...whole(), imageId: failed.imageId })
  expect(uploads()).toBe(1)
})

test('an answer of success that the cloud never gave is not believed, and a retry brings the whole', async () => {
  const failed = await endsBy({ kind: 'answer', status: 204, afterBytes: size })

  const ended = await retried(failed)

  const problem = { code: 'DATA_NOT_KEPT', data: { imageId: failed.imageId, status: 'queued' } }
  expect(failed).toMatchObject({ state: 'failed', problem })
  expect(await outcome(ended)).toMatchObject({ ...whole(), imageId: failed.imageId })
})

test('silence ends the attempt, and a retry brings the whole', async () => {
  const failed = await endsBy({ kind: 'stall', way: 'up', afterBytes: 3 * MiB })
  // What stands between may hold on to its end for long: the cloud learns nothing before that.
  await host.proxy.goDown()
  await host.proxy.comeUp()

  expect(failed.problem).toMatchObject({ code: 'CLOUD_UNREACHABLE', data: { reason: 'timed-out' } })
  expect(await outcome(await retried(failed))).toMatchObject(whole())
})

test.each([0, size / 2, size - 1])('a byte that is flipped at %i is never called verified', async (at) => {
  const failed = await endsBy({ kind: 'flip', way: 'up', atByte: Math.floor(at) })
  const again = await retried(failed)

  const sent = { code: 'HASH_DIFFERS', data: { algorithm: 'sha512', actual: sha512Of(source.bytes) } }
  expect(failed).toMatchObject({ state: 'failed', verifiedBy: null, problem: sent })
  expect(again).toMatchObject({ state: 'failed', verifiedBy: null, problem: sent })
})

test.each([
  { when: 'at the start', afterBytes: 0 },
  { when: 'in the middle', afterBytes: 3 * MiB },
  { when: 'after the last byte', afterBytes: size },
])('a 401 $when renews the token and sends everything again', async ({ afterBytes }) => {
  host.sandbox.faults.expireTokens()

  const ended = await endsBy({ kind: 'answer', status: 401, body: 'who?', afterBytes })

  expect(await outcome(ended)).toMatchObject({ ...whole(), attempt: 1 })
  expect(uploads()).toBe(2)
})

test('a token that is revoked while data goes up is renewed for the question that follows', async () => {
  const fault = { kind: 'hold', way: 'up', afterBytes: 3 * MiB } as const

  const ended = await endsBy({ ...fault, until: async () => host.sandbox.faults.expireTokens() })

  expect(await outcome(ended)).toMatchObject({ ...whole(), attempt: 1 })
})

test('a token that is refused for ever is said, and no third is asked for', async () => {
  host.proxy.orderAlways(data, { kind: 'answer', status: 401, body: 'never' })

  const ended = await host.ended(await host.uploadNew(source.handle))

  expect(ended.problem).toMatchObject({ code: 'CLOUD_REFUSED', data: { status: 401, message: 'never' } })
  expect(uploads()).toBe(2)
})

test.each([1, 3])('503, %i times, ends with the whole in the same image', async (times) => {
  let transfer = await endsBy({ kind: 'answer', status: 503, body: 'busy', afterBytes: MiB })
  const { imageId } = transfer
  for (let count = 1; count < times; count++) {
    host.proxy.order(data, { kind: 'answer', status: 503, body: 'busy' })
    transfer = await retried(transfer)
    expect(transfer.problem).toMatchObject({ code: 'CLOUD_REFUSED', data: { status: 503, message: 'busy' } })
  }

  expect(await outcome(await retried(transfer))).toMatchObject({ ...whole(), imageId })
})

test.each([
  { status: 403, code: 'IMAGE_FORBIDS' },
  { status: 409, code: 'IMAGE_FORBIDS' },
  { status: 410, code: 'IMAGE_GONE' },
  { status: 413, code: 'IMAGE_TOO_LARGE' },
  { status: 415, code: 'IMAGE_FORMAT_REFUSED' },
  { status: 503, code: 'CLOUD_REFUSED' },
])('explains a $status, be it early with a reset or after the whole body', async ({ status, code }) => {
  const answer = { kind: 'answer', status, body: `because of ${status}` } as const
  const problem = { code, data: { status, message: `because of ${status}` } }

  const early = await endsBy({ ...answer, afterBytes: MiB, thenReset: true })
  const late = await endsBy({ ...answer, afterBytes: size })

  expect(early).toMatchObject({ state: 'failed', verifiedBy: null, problem })
  expect(late).toMatchObject({ state: 'failed', verifiedBy: null, problem })
})

test('an image that is deleted while its data goes up is gone, then and at a retry', async () => {
  const { id: imageId } = await host.createImage()
  const until = () => host.images.delete({ cloudId: 'test', imageId }, never)
  host.proxy.order(data, { kind: 'hold', way: 'up', afterBytes: 3 * MiB, until })

  const failed = await host.ended(await host.uploadInto(source.handle, imageId))
  const again = await retried(failed)

  expect(failed).toMatchObject({ state: 'failed', problem: { code: 'IMAGE_GONE', data: { imageId } } })
  expect(again).toMatchObject({ state: 'failed', problem: { code: 'IMAGE_GONE', data: { imageId } } })
})

test('a server that goes away in the middle and comes back takes the whole at a retry', async () => {
  const until = async () => void host.proxy.goDown()
  const failed = await endsBy({ kind: 'hold', way: 'up', afterBytes: 3 * MiB, until })
  const refused = await retried(failed)
  await host.proxy.comeUp()

  expect(refused.problem).toMatchObject({ code: 'CLOUD_UNREACHABLE', data: { reason: 'refused' } })
  expect(await outcome(await retried(refused))).toMatchObject(whole())
})

test.each([
  { what: 'is cut short', code: 'FILE_CHANGED', change: (path: string) => truncate(path, MiB) },
  { what: 'grows', code: 'FILE_CHANGED', change: (path: string) => appendFile(path, 'more') },
  { what: 'is replaced by its equal', code: 'FILE_CHANGED', change: replaceByCopy },
  { what: 'is removed', code: 'FILE_GONE', change: (path: string) => rm(path) },
])('a file that $what while it goes up leaves nothing in the image', async ({ code, change }) => {
  const { path, handle } = await host.file('restless.raw', size)
  const fault = { kind: 'hold', way: 'up', afterBytes: MiB, until: () => change(path) } as const
  host.proxy.order(data, fault)

  const failed = await host.ended(await host.uploadNew(handle))

  expect(failed).toMatchObject({ state: 'failed', verifiedBy: null, problem: { code } })
  const status = async () => (await host.show(failed.imageId!)).status
  await expect.poll(status, { timeout: 5000 }).toBe('queued')
})

test('finds that the cloud has the file already, though nobody noted that it was sent', async () => {
  const { id: imageId } = await host.createImage()
  const failed = await failsAtStart(imageId)
  await host.ended(await host.uploadInto(source.handle, imageId))
  const before = uploads()

  const ended = await retried(failed)

  expect(ended).toMatchObject({ state: 'verified', verifiedBy: 'sha512', imageId })
  expect(uploads()).toBe(before)
})

test('does not take the data of others for the file', async () => {
  const { id: imageId } = await host.createImage()
  const failed = await failsAtStart(imageId)
  const other = await host.file('other.raw', size)
  await host.ended(await host.uploadInto(other.handle, imageId))

  const ended = await retried(failed)

  expect(ended).toMatchObject({ state: 'failed', problem: { code: 'IMAGE_FORBIDS', data: { status: 409 } } })
})

test('says that the cloud still holds on to an upload that broke off', { timeout: 20_000 }, async () => {
  const { id: imageId } = await host.createImage()
  const failed = await failsAtStart(imageId)
  const image = { id: imageId, status: 'saving', created_at: '', updated_at: '' }
  host.proxy.orderAlways(shown, { kind: 'answer', status: 200, body: JSON.stringify(image) })

  const ended = await retried(failed)

  expect(ended.problem).toEqual({ code: 'IMAGE_BUSY', data: { imageId, status: 'saving' } })
})

/** A transfer into the image whose first attempt gave the cloud nothing. */
async function failsAtStart(imageId: string): Promise<Transfer> {
  host.proxy.order(data, { kind: 'answer', status: 503 })
  return host.ended(await host.uploadInto(source.handle, imageId))
}

async function replaceByCopy(path: string): Promise<void> {
  await copyFile(path, `${path}.copy`)
  await rename(`${path}.copy`, path)
}

async function endsBy(fault: Fault): Promise<Transfer> {
  host.proxy.order(data, fault)
  return host.ended(await host.uploadNew(source.handle))
}

async function retried({ id }: Transfer): Promise<Transfer> {
  return host.ended(await host.transfers.retry(id))
}

/** How many requests with the data have begun. */
function uploads(): number {
  return host.proxy.seen.filter(({ method }) => method === 'PUT').length
}

/** What came of a transfer, with what the cloud has. */
async function outcome(ended: Transfer) {
  return { ...ended, stored: sha512Of(await host.stored(ended.imageId!)) }
}

function whole() {
  const hash = sha512Of(source.bytes)
  return { state: 'verified', verifiedBy: 'sha512', problem: null, hashes: { sha512: hash }, stored: hash }
}
