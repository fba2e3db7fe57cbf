import { execFile } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'

import type { Transfer } from '../../../shared/model/transfer.ts'
import { sha512Of, startTestHost, startTestHostFor, type TestHost } from './test-host.ts'

const never = new AbortController().signal
const run = promisify(execFile)
const MiB = 1024 * 1024
const filePath = /\/file$/
let host: TestHost

beforeAll(async () => {
  host = await startTestHost()
})

afterEach(async () => {
  await rm(host.downloadsDir, { recursive: true, force: true })
})

afterAll(async () => {
  await host.close()
})

test.each([1, MiB, 9 * MiB + 5])(
  'brings %i bytes down, compared with the hash that the image names',
  async (size) => {
    const { imageId, bytes } = await uploaded(size)

    const begun = await host.download(imageId)
    const ended = await host.ended(begun)

    expect(begun).toMatchObject({ direction: 'download', imageId, imageName: 'test image', sizeBytes: size })
    expect(ended).toMatchObject({
      state: 'verified',
      verifiedBy: 'sha512',
      savedPath: join(host.downloadsDir, 'test image.raw'),
      fileName: 'test image.raw',
      movedBytes: size,
      problem: null,
    })
    expect(ended.hashes).toEqual({ sha512: sha512Of(bytes) })
    expect((await readFile(ended.savedPath!)).equals(bytes)).toBe(true)
    expect(await host.downloads()).toEqual(['test image.raw'])
  },
)

test('brings an image without bytes down as a file without bytes', async () => {
  const { imageId } = await uploaded(0)

  const ended = await host.ended(await host.download(imageId))

  expect(ended).toMatchObject({ state: 'verified', movedBytes: 0, problem: null })
  expect(await readFile(ended.savedPath!)).toHaveLength(0)
})

test('gives two downloads of one image a name each, and keeps a file that was there', async () => {
  const { imageId, bytes } = await uploaded(3 * MiB)
  await mkdir(host.downloadsDir)
  await writeFile(join(host.downloadsDir, 'test image.raw'), 'theirs')

  const ended = await Promise.all([1, 2].map(async () => host.ended(await host.download(imageId))))

  expect(ended.map(({ state }) => state)).toEqual(['verified', 'verified'])
  expect(await host.downloads()).toEqual(['test image (2).raw', 'test image (3).raw', 'test image.raw'])
  const saved = await Promise.all(ended.map(({ savedPath }) => readFile(savedPath!)))
  expect(saved.every((file) => file.equals(bytes))).toBe(true)
})

test('writes to the place that a dialog named', async () => {
  const { imageId, bytes } = await uploaded(100)
  const path = join(host.dir, 'chosen.bin')
  await writeFile(path, 'old')

  const ended = await host.ended(await host.download(imageId, host.files.addTarget(path).handle))

  expect(ended).toMatchObject({ state: 'verified', savedPath: path, fileName: 'chosen.bin' })
  expect((await readFile(path)).equals(bytes)).toBe(true)
})

test('a byte that changed on the way, twice, leaves no file', async () => {
  const { imageId, bytes } = await uploaded(3 * MiB)
  for (const flipByteAt of [2 * MiB, 0]) {
    host.sandbox.faults.damageNext({ method: 'GET', path: filePath, flipByteAt })
  }

  const ended = await host.ended(await host.download(imageId))

  expect(ended).toMatchObject({
    state: 'failed',
    savedPath: null,
    problem: { code: 'HASH_DIFFERS', data: { algorithm: 'sha512', expected: sha512Of(bytes) } },
  })
  expect(await host.downloads()).toEqual([])
})

test('an answer that ends early leaves a half file, and a retry brings the whole', async () => {
  const { imageId, bytes } = await uploaded(3 * MiB)
  host.sandbox.faults.damageNext({ method: 'GET', path: filePath, cutAfterBytes: 2 * MiB })

  const failed = await host.ended(await host.download(imageId))
  const left = await host.downloads()
  const ended = await host.ended(await host.transfers.retry(failed.id))

  expect(failed).toMatchObject({ state: 'failed', problem: { code: 'ANSWER_CUT' } })
  expect(left).toEqual(['test image.raw.part', 'test image.raw.part.json'])
  expect(await host.downloads()).toEqual(['test image.raw'])
  expect(ended).toMatchObject({ state: 'verified', attempt: 2 })
  expect((await readFile(ended.savedPath!)).equals(bytes)).toBe(true)
})

test('renews the token on a 401, and reads the words of any other refusal', async () => {
  const { imageId } = await uploaded(100)
  const body = '503 Service Unavailable\n\nThe store is resting.\n'
  host.sandbox.faults.failNext({ method: 'GET', path: filePath, status: 401, body: 'who?' })
  const renewed = await host.ended(await host.download(imageId))
  host.sandbox.faults.failNext({ method: 'GET', path: filePath, status: 503, body })
  const refused = await host.ended(await host.download(imageId))

  expect(renewed).toMatchObject({ state: 'verified', attempt: 1 })
  expect(refused.problem).toMatchObject({
    code: 'CLOUD_REFUSED',
    data: { status: 503, message: 'The store is resting.' },
  })
})

test('says that an image has no data, may not be read, or is gone', async () => {
  const queued = await host.createImage()
  const { imageId } = await uploaded(100)
  await host.images.deactivate({ cloudId: 'test', imageId }, never)

  const empty = await host.ended(await host.download(queued.id))
  const deactivated = await host.ended(await host.download(imageId))
  await host.images.delete({ cloudId: 'test', imageId }, never)

  expect(empty.problem).toEqual({ code: 'IMAGE_EMPTY', data: { imageId: queued.id } })
  expect(deactivated.problem).toMatchObject({ code: 'IMAGE_FORBIDS', data: { status: 403, imageId } })
  await expect(host.download(imageId)).rejects.toMatchObject({ code: 'IMAGE_GONE' })
  expect(await host.downloads()).toEqual([])
})

test('compares by MD5 when the image names nothing better, be it only in the head of the answer', async () => {
  const { imageId, bytes } = await uploaded(100)
  const { checksum } = await host.show(imageId)

  describeImageAs(imageId, { checksum })
  const byImage = await host.ended(await host.download(imageId))
  describeImageAs(imageId, { checksum: null })
  const byHead = await host.ended(await host.download(imageId))

  expect(byImage).toMatchObject({ state: 'verified', verifiedBy: 'md5', hashes: { md5: checksum } })
  expect(byHead).toMatchObject({ state: 'verified', verifiedBy: 'md5', hashes: { md5: checksum } })
  expect((await readFile(byHead.savedPath!)).equals(bytes)).toBe(true)
})

test('keeps a file that nothing could be compared with, and says so', async () => {
  const { imageId } = await uploaded(100)
  describeImageAs(imageId, { checksum: null })
  const body = 'x'.repeat(100)
  host.sandbox.faults.failNext({ method: 'GET', path: filePath, status: 200, body })

  const ended = await host.ended(await host.download(imageId))

  expect(ended).toMatchObject({ state: 'unverified', verifiedBy: null, problem: null })
  expect(ended.hashes).toEqual({ sha512: sha512Of(Buffer.from(body)) })
  expect(await readFile(ended.savedPath!, 'utf8')).toBe(body)
})

test('refuses what the disk cannot hold before it asks for a byte', async (context) => {
  const { imageId } = await uploaded(3 * MiB)
  const small = host.downloadsDir
  await mkdir(small)
  const mounted = run('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', small])
  await mounted.catch(() => context.skip('needs the right to mount a small file system'))
  try {
    const ended = await host.ended(await host.download(imageId))

    expect(ended.problem).toEqual({
      code: 'DISK_FULL',
      data: { name: 'test image.raw', neededBytes: 3 * MiB, freeBytes: 2 * MiB },
    })
    expect(await host.downloads()).toEqual([])
  } finally {
    await run('umount', [small])
  }
})

test('a disk that fills up half way leaves no file', async (context) => {
  const { imageId } = await uploaded(3 * MiB)
  const small = host.downloadsDir
  await mkdir(small)
  const mounted = run('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', small])
  await mounted.catch(() => context.skip('needs the right to mount a small file system'))
  try {
    describeImageAs(imageId, { name: 'sizeless', size: null })

    const ended = await host.ended(await host.download(imageId))

    expect(ended.problem).toMatchObject({ code: 'DISK_FULL', data: { name: 'sizeless.img' } })
    expect(await host.downloads()).toEqual([])
  } finally {
    await run('umount', [small])
  }
})

test('a cancel half way removes what had come, and a retry brings it all', async () => {
  const bytes = Buffer.alloc(5 * MiB, 'arclight')
  const cloud = await startHaltingCloud(bytes, 3 * MiB)
  const there = await startTestHostFor(cloud)
  const begun = await there.download('halting')
  await Promise.all([there.isMoving(begun), cloud.halted])
  const during = await there.downloads()

  await there.transfers.cancel(begun.id)

  expect(during).toEqual(['halting.raw.part'])
  expect(await there.downloads()).toEqual([])
  expect(await there.ended(begun)).toMatchObject({ state: 'cancelled', problem: null, savedPath: null })
  await cloud.leftAlone
  const again = await there.ended(await there.transfers.retry(begun.id))
  expect(again).toMatchObject({ state: 'verified', attempt: 2 })
  expect((await readFile(again.savedPath!)).equals(bytes)).toBe(true)
  await there.close()
  await cloud.close()
})

/** The next look at the image finds only this, as an older cloud would show it. */
function describeImageAs(imageId: string, attributes: Record<string, unknown>): void {
  const wire = { id: imageId, name: 'old', size: 100, status: 'active', created_at: '', updated_at: '' }
  const body = JSON.stringify({ ...wire, ...attributes })
  host.sandbox.faults.failNext({ method: 'GET', path: new RegExp(`${imageId}$`), status: 200, body })
}

async function uploaded(sizeBytes: number): Promise<{ imageId: string; bytes: Buffer }> {
  const { handle, bytes } = await host.file('source.raw', sizeBytes)
  const { imageId } = verified(await host.ended(await host.uploadNew(handle)))
  return { imageId: imageId!, bytes }
}

/** A cloud with one image, that stops in the middle of the first answer and waits to be left. */
async function startHaltingCloud(bytes: Buffer, haltAtBytes: number) {
  const events = new EventEmitter()
  const image = { id: 'halting', name: 'halting', disk_format: 'raw', size: bytes.length, status: 'active' }
  const hash = { os_hash_algo: 'sha512', os_hash_value: sha512Of(bytes), created_at: '', updated_at: '' }
  let isFirst = true
  const server = createServer((request, response) => {
    if (request.method === 'POST') return response.writeHead(201, { 'X-Subject-Token': 'token' }).end()
    if (!request.url?.endsWith('/file')) return response.end(JSON.stringify({ ...image, ...hash }))
    response.writeHead(200, { 'Content-Length': bytes.length })
    if (!isFirst) return response.end(bytes)
    isFirst = false
    response.once('close', () => events.emit('left'))
    response.write(bytes.subarray(0, haltAtBytes), () => events.emit('halted'))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const user = { id: 'user', password: 'secret', project: { id: 'project' } }
  return {
    identityUrl: url,
    imageUrl: url,
    users: { admin: user, demo: user },
    halted: once(events, 'halted'),
    /** The client closed its side. */
    leftAlone: once(events, 'left'),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function verified(transfer: Transfer): Transfer {
  expect(transfer).toMatchObject({ state: 'verified' })
  return transfer
}
