import { appendFile, open, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'

import { afterAll, beforeAll, expect, test } from 'vitest'

import type { Transfer } from '../../../shared/model/transfer.ts'
import { sha512Of, startTestHost, type TestHost } from './test-host.ts'

const never = new AbortController().signal
const MiB = 1024 * 1024
let host: TestHost

beforeAll(async () => {
  host = await startTestHost()
})

afterAll(async () => {
  await host.close()
})

test.each([0, 1, MiB, 9 * MiB + 5])(
  'sends a file of %i bytes, and compares it with what the cloud got',
  async (size) => {
    const { handle, bytes } = await host.file(`file-${size}.raw`, size)

    const begun = await host.uploadNew(handle)
    const ended = await host.ended(begun)

    expect(begun).toMatchObject({ state: 'queued', direction: 'upload', sizeBytes: size, imageId: null })
    expect(ended).toMatchObject({
      state: 'verified',
      verifiedBy: 'sha512',
      movedBytes: size,
      problem: null,
      hashes: { sha512: sha512Of(bytes), md5: expect.stringMatching(/^[0-9a-f]{32}$/) },
    })
    expect((await host.stored(ended.imageId!)).equals(bytes)).toBe(true)
  },
)

test.each([
  { afterBodyBytes: 0, name: 'before any of the body' },
  { afterBodyBytes: 3 * MiB, name: 'with half of the body taken' },
])(
  'renews the token on a 401 that comes $name, and sends the file again from its first byte',
  async (fault) => {
    const { handle, bytes } = await host.file('refused.raw', 6 * MiB)
    host.sandbox.faults.failNext({ method: 'PUT', path: /\/file$/, status: 401, ...fault })

    const ended = await host.ended(await host.uploadNew(handle))

    expect(ended).toMatchObject({ state: 'verified', attempt: 1 })
    expect((await host.stored(ended.imageId!)).equals(bytes)).toBe(true)
  },
)

test('a retry after a 503 in mid-body sends the whole file, into the same image', async () => {
  const { handle, bytes } = await host.file('unlucky.raw', 6 * MiB)
  const fault = { method: 'PUT', path: /\/file$/, status: 503, body: 'try later', afterBodyBytes: 2 * MiB }
  host.sandbox.faults.failNext(fault)
  const failed = await host.ended(await host.uploadNew(handle))

  const retried = await host.transfers.retry(failed.id)
  const ended = await host.ended(retried)

  expect(failed).toMatchObject({
    state: 'failed',
    problem: { code: 'CLOUD_REFUSED', data: { status: 503, message: 'try later' } },
  })
  expect(ended).toMatchObject({ state: 'verified', attempt: 2, imageId: failed.imageId, problem: null })
  expect((await host.stored(ended.imageId!)).equals(bytes)).toBe(true)
})

test('goes into the store that was chosen, also when it is sent again', async () => {
  const { handle } = await host.file('stored.raw', MiB)
  const image = { name: 'stored', diskFormat: 'raw', containerFormat: 'bare' }
  const order = { cloudId: 'test', file: handle, into: { kind: 'new' as const, image }, store: 'archive' }
  host.sandbox.faults.failNext({ method: 'PUT', path: /\/file$/, status: 503 })

  const failed = await host.ended(await host.transfers.upload(order, never))
  const retried = await host.ended(await host.transfers.retry(failed.id))

  expect(failed.state).toBe('failed')
  expect((await host.show(retried.imageId!)).stores).toEqual(['archive'])
})

test('asks the cloud before it sends again what may have arrived', async () => {
  const { handle } = await host.file('answer-lost.raw', 2 * MiB)
  host.sandbox.faults.failNext({ method: 'GET', path: /\/v2\/images\/[^/]+$/, status: 504 })
  const failed = await host.ended(await host.uploadNew(handle))

  const ended = await host.ended(await host.transfers.retry(failed.id))

  expect(failed).toMatchObject({ state: 'failed', problem: { code: 'CLOUD_REFUSED', data: { status: 504 } } })
  expect(ended).toMatchObject({ state: 'verified', imageId: failed.imageId })
})

test('says why an image takes no data, and that an id is taken', async () => {
  const { handle } = await host.file('small.raw', 10)
  const { imageId } = await host.ended(await host.uploadNew(handle))
  const image = { id: imageId!, name: 'again', diskFormat: 'raw', containerFormat: 'bare' }

  const again = await host.ended(await host.uploadInto(handle, imageId!))
  const order = { cloudId: 'test', file: handle, into: { kind: 'new' as const, image } }
  const taken = await host.ended(await host.transfers.upload(order, never))

  expect(again.problem).toMatchObject({ code: 'IMAGE_FORBIDS', data: { status: 409, imageId } })
  expect(taken.problem).toMatchObject({ code: 'IMAGE_ID_TAKEN', data: { status: 409, imageId } })
})

test('explains a 413 that resets the connection while the body is still going up', async () => {
  const { handle } = await host.file('large.raw', 8 * MiB)
  const body = '<html><head><title>413 Request Entity Too Large</title></head><body>nginx</body></html>'
  const fault = { method: 'PUT', path: /\/file$/, status: 413, body, afterBodyBytes: MiB, thenReset: true }
  host.sandbox.faults.failNext(fault)

  const ended = await host.ended(await host.uploadNew(handle))

  expect(ended.problem).toMatchObject({
    code: 'IMAGE_TOO_LARGE',
    data: { status: 413, message: expect.stringContaining('Too Large') },
  })
})

test('explains a 415 for a qcow2 that is none, and leaves the image queued', async () => {
  const { handle } = await host.file('not-really.qcow2', 2 * MiB)

  const ended = await host.ended(await host.uploadNew(handle, 'qcow2'))

  expect(ended.problem).toMatchObject({ code: 'IMAGE_FORMAT_REFUSED', data: { status: 415 } })
  expect(await host.show(ended.imageId!)).toMatchObject({ status: 'queued', sizeBytes: null })
})

test('a file that is gone or has another size than when it was chosen makes no image', async () => {
  const gone = await host.file('gone.raw', 10)
  const grown = await host.file('grown.raw', 10)
  await rm(gone.path)
  await appendFile(grown.path, 'more')

  const [first, second] = await Promise.all(
    [gone, grown].map(async ({ handle }) => host.ended(await host.uploadNew(handle))),
  )

  expect(first).toMatchObject({ state: 'failed', imageId: null, problem: { code: 'FILE_GONE' } })
  expect(second).toMatchObject({ state: 'failed', imageId: null })
  expect(second?.problem).toEqual({
    code: 'FILE_CHANGED',
    data: { name: 'grown.raw', expectedBytes: 10, actualBytes: 14 },
  })
})

test.each([
  { what: 'vanishes', code: 'FILE_GONE', change: (path: string) => rm(path) },
  { what: 'shrinks', code: 'FILE_CHANGED', change: (path: string) => truncate(path, 5) },
  { what: 'grows', code: 'FILE_CHANGED', change: (path: string) => appendFile(path, 'more') },
  { what: 'is written to', code: 'FILE_CHANGED', change: (path: string) => writeAt(path, 100) },
])(
  'a file that $what while it goes up leaves the image queued, and a retry sends it anew',
  async ({ code, change }) => {
    const path = join(host.dir, 'restless.raw')
    const { handle, transfer } = await sparseUpload(path)
    await host.isMoving(transfer)

    await change(path)
    const ended = await host.ended(transfer)

    expect(ended).toMatchObject({ state: 'failed', problem: { code, data: { name: 'restless.raw' } } })
    await becomesQueued(ended)
    await writeFile(path, 'small now')
    const again = await host.ended(await host.transfers.retry(ended.id))
    expect(again).toMatchObject({ state: 'verified', sizeBytes: 9, imageId: ended.imageId })
    host.files.forget(handle)
  },
)

test('a cancel stops the upload, leaves the image queued, and can be taken back', async () => {
  const path = join(host.dir, 'cancelled.raw')
  const { transfer } = await sparseUpload(path)
  await host.isMoving(transfer)

  await host.transfers.cancel(transfer.id)

  const cancelled = await host.ended(transfer)
  expect(cancelled).toMatchObject({ state: 'cancelled', problem: null, bytesPerSecond: null })
  await writeFile(path, 'small now')
  const again = await host.ended(await host.transfers.retry(transfer.id))
  expect(again).toMatchObject({ state: 'verified', imageId: cancelled.imageId })
})

test('sends a file that a page holds, asking for it again when the token was refused half way', async () => {
  const bytes = Buffer.alloc(5 * MiB + 3, 'arclight')
  const { handle } = host.files.announce({ name: 'dropped.raw', sizeBytes: bytes.length })
  const page = holdInPage(() => Readable.from([bytes.subarray(0, 100), bytes.subarray(100)]))
  host.sandbox.faults.failNext({ method: 'PUT', path: /\/file$/, status: 401, afterBodyBytes: MiB })

  const ended = await host.ended(await host.uploadNew(handle))

  expect(ended).toMatchObject({ state: 'verified', hashes: { sha512: sha512Of(bytes) } })
  expect((await host.stored(ended.imageId!)).equals(bytes)).toBe(true)
  expect(page.timesAsked()).toBe(2)
  await page.close()
})

test.each([
  { what: 'is closed', code: 'FILE_LOST', bytes: () => breakingStream() },
  { what: 'sends too little', code: 'FILE_CHANGED', bytes: () => Readable.from([Buffer.alloc(MiB)]) },
  { what: 'sends too much', code: 'FILE_CHANGED', bytes: () => Readable.from([Buffer.alloc(3 * MiB)]) },
])('a page that $what leaves the image queued', async ({ code, bytes }) => {
  const { handle } = host.files.announce({ name: 'dropped.raw', sizeBytes: 2 * MiB })
  const page = holdInPage(bytes)

  const ended = await host.ended(await host.uploadNew(handle))

  expect(ended).toMatchObject({ state: 'failed', problem: { code, data: { name: 'dropped.raw' } } })
  await becomesQueued(ended)
  await page.close()
})

test('a cloud without hashes leaves an upload unverified; one with another hash fails it', async () => {
  const { handle } = await host.file('unproven.raw', 100)
  const answers = [{ checksum: null, os_hash_value: null }, { os_hash_value: 'ab'.repeat(64) }]

  const ended: Transfer[] = []
  for (const answer of answers) {
    const id = crypto.randomUUID()
    const wire = {
      id,
      status: 'active',
      created_at: '',
      updated_at: '',
      size: 100,
      os_hash_algo: 'sha512',
      ...answer,
    }
    const body = JSON.stringify(wire)
    host.sandbox.faults.failNext({ method: 'GET', path: /\/v2\/images\/[^/]+$/, status: 200, body })
    ended.push(await host.ended(await host.uploadAs(handle, id)))
  }

  expect(ended[0]).toMatchObject({ state: 'unverified', verifiedBy: null, problem: null })
  expect(ended[1]).toMatchObject({ state: 'failed', problem: { code: 'HASH_DIFFERS' } })
})

/** A cloud needs a moment to see that a body broke off. */
async function becomesQueued({ imageId }: Transfer): Promise<void> {
  const status = async () => (await host.show(imageId!)).status
  await expect.poll(status, { timeout: 5000 }).toBe('queued')
}

/** An upload that takes long enough to be disturbed, of a file that takes no room. */
async function sparseUpload(path: string): Promise<{ handle: string; transfer: Transfer }> {
  const file = await open(path, 'w')
  await file.truncate(512 * MiB)
  await file.close()
  const { handle } = await host.files.addPath(path, never)
  return { handle, transfer: await host.uploadNew(handle) }
}

async function writeAt(path: string, position: number): Promise<void> {
  const file = await open(path, 'r+')
  await file.write('x', position)
  await file.close()
}

/** A page that answers every request for a file with these bytes. */
function holdInPage(bytes: () => Readable) {
  const closing = new AbortController()
  let asked = 0
  const answering = (async () => {
    for await (const { ticket } of host.files.wanted(closing.signal)) {
      asked++
      await host.files.deliver(ticket, bytes()).catch(() => {})
    }
  })()
  return {
    timesAsked: () => asked,
    async close() {
      closing.abort()
      await answering
    },
  }
}

function breakingStream(): Readable {
  let hasBegun = false
  return new Readable({
    read() {
      if (hasBegun) this.destroy(new Error('aborted'))
      else this.push(Buffer.alloc(MiB))
      hasBegun = true
    },
  })
}
