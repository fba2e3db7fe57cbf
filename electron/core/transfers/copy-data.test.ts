import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'

import { copyData } from './copy-data.ts'
import { type FaultyHost, sha512Of, startFaultyHost } from './test-host.ts'
import type { TransferPorts, TransferRun } from './transfer-job.ts'
import { noNotes } from './transfer-notes.ts'

const never = new AbortController().signal
const MiB = 1024 * 1024
const size = 6 * MiB + 7
const down = { method: 'GET', path: /\/file$/ }
const up = { method: 'PUT', path: /\/file$/ }
let here: FaultyHost
let there: FaultyHost
let imageId: string
let bytes: Buffer

beforeAll(async () => {
  ;[here, there] = await Promise.all([startFaultyHost(), startFaultyHost()])
  const file = await here.file('source.raw', size)
  bytes = file.bytes
  imageId = (await here.ended(await here.uploadNew(file.handle))).imageId!
})

afterEach(() => {
  here.proxy.reset()
  there.proxy.reset()
})

afterAll(async () => {
  await Promise.all([here.close(), there.close()])
})

test('streams an image from one cloud into another, and proves it equal at both ends', async () => {
  const to = await queued()

  const copied = await copyData(bothClouds(), { from: { cloudId: 'here', imageId }, to }, asRun())

  expect(copied).toMatchObject({
    sizeBytes: size,
    hashes: { sha512: sha512Of(bytes) },
    verifiedBy: { from: 'sha512', to: 'sha512' },
  })
  expect((await there.stored(to.imageId)).equals(bytes)).toBe(true)
})

test('asks for the data again when the second cloud refuses the token half way', async () => {
  const to = await queued()
  there.proxy.order(up, { kind: 'answer', status: 401, afterBytes: 2 * MiB })

  await copyData(bothClouds(), { from: { cloudId: 'here', imageId }, to }, asRun())

  expect((await there.stored(to.imageId)).equals(bytes)).toBe(true)
  expect(here.proxy.seen.filter(({ path }) => down.path.test(path))).toHaveLength(2)
})

test.each([
  { what: 'is cut', fault: { kind: 'cut', way: 'down', afterBytes: 3 * MiB }, code: 'ANSWER_CUT' },
  { what: 'is damaged', fault: { kind: 'flip', way: 'down', atByte: size - 1 }, code: 'HASH_DIFFERS' },
  { what: 'is refused', fault: { kind: 'answer', status: 404 }, code: 'IMAGE_GONE' },
] as const)('leaves nothing in the second cloud when the download $what', async ({ fault, code }) => {
  const to = await queued()
  here.proxy.order(down, fault)

  const copying = copyData(bothClouds(), { from: { cloudId: 'here', imageId }, to }, asRun())

  await expect(copying).rejects.toMatchObject({ code })
  const status = async () => (await there.show(to.imageId)).status
  await expect.poll(status, { timeout: 5000 }).toBe('queued')
})

test.each([
  { what: 'refuses', fault: { kind: 'answer', status: 413, afterBytes: MiB }, code: 'IMAGE_TOO_LARGE' },
  { what: 'is cut off', fault: { kind: 'cut', way: 'up', afterBytes: 3 * MiB }, code: 'CLOUD_UNREACHABLE' },
  { what: 'gets another byte', fault: { kind: 'flip', way: 'up', atByte: 5 }, code: 'HASH_DIFFERS' },
] as const)('says when the second cloud $what, and leaves the first', async ({ fault, code }) => {
  const to = await queued()
  there.proxy.order(up, fault)

  const copying = copyData(bothClouds(), { from: { cloudId: 'here', imageId }, to }, asRun())

  await expect(copying).rejects.toMatchObject({ code })
})

test('stops both ends when it is cancelled', async () => {
  const to = await queued()
  const controller = new AbortController()
  const reason = new Error('enough')
  const until = async () => controller.abort(reason)
  here.proxy.order(down, { kind: 'hold', way: 'down', afterBytes: 3 * MiB, until })

  const copying = copyData(
    bothClouds(),
    { from: { cloudId: 'here', imageId }, to },
    { ...asRun(), signal: controller.signal },
  )

  await expect(copying).rejects.toBe(reason)
  const status = async () => (await there.show(to.imageId)).status
  await expect.poll(status, { timeout: 5000 }).toBe('queued')
})

async function queued() {
  const { id } = await there.createImage()
  return { cloudId: 'there', imageId: id }
}

/** One host that knows both clouds. */
function bothClouds(): TransferPorts {
  const of = (cloudId: string) => (cloudId === 'here' ? here.ports : there.ports)
  return {
    ...here.ports,
    images: { ...here.ports.images, show: (one, signal) => of(one.cloudId).images.show(one, signal) },
    access: {
      ...here.ports.access,
      imageService: (cloudId, signal) => of(cloudId).access.imageService(cloudId, signal),
      renewedImageService: (cloudId, refused, signal) =>
        of(cloudId).access.renewedImageService(cloudId, refused, signal),
    },
  }
}

function asRun(): TransferRun {
  return {
    attempt: 1,
    signal: never,
    notes: noNotes,
    note: async () => {},
    pace: () => null,
    report: () => {},
    moved: () => {},
  }
}
