import { join } from 'node:path'

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'

import { AppError } from '../../../shared/errors.ts'
import type { NewImage } from '../../../shared/model/image.ts'
import { openTransfers } from './open-transfers.ts'
import { sha512Of, startTwoClouds, type TwoClouds, untilTransfer } from './test-host.ts'

const never = new AbortController().signal
const MiB = 1024 * 1024
const size = 6 * MiB + 7
const down = { method: 'GET', path: /\/file$/ }
const up = { method: 'PUT', path: /\/file$/ }
let host: TwoClouds
let imageId: string
let bytes: Buffer

beforeAll(async () => {
  host = await startTwoClouds()
  const file = await host.file('source.raw', size)
  bytes = file.bytes
  const image = {
    name: 'source',
    diskFormat: 'raw',
    containerFormat: 'bare',
    visibility: 'community' as const,
    minDiskGb: 3,
    minRamMb: 512,
    tags: ['kept', 'too'],
    properties: { hw_disk_bus: 'scsi', os_distro: 'debian', instance_uuid: 'a server of the first cloud' },
  } satisfies NewImage
  const into = { kind: 'new', image } as const
  const begun = await host.transfers.upload({ cloudId: 'test', file: file.handle, into }, never)
  imageId = (await host.ended(begun)).imageId!
})

afterEach(() => {
  host.proxy.reset()
  host.proxyThere.reset()
})

afterAll(async () => {
  await host.close()
})

test('an image goes into another cloud as it is, and is proven equal at both ends', async () => {
  const begun = await host.copy(imageId)
  const ended = await host.ended(begun)

  const hashes = { sha512: sha512Of(bytes) }
  expect(begun).toMatchObject({
    direction: 'copy',
    cloudId: 'there',
    imageId: null,
    from: { cloudId: 'test', imageId },
    sizeBytes: size,
    notCarried: ['instance_uuid'],
  })
  expect(ended).toMatchObject({
    state: 'verified',
    verifiedBy: 'sha512',
    hashes,
    movedBytes: size,
    problem: null,
  })
  expect((await host.stored(ended.imageId!, 'there')).equals(bytes)).toBe(true)
  expect(await host.show(ended.imageId!, 'there')).toMatchObject({
    name: 'source',
    diskFormat: 'raw',
    containerFormat: 'bare',
    visibility: 'community',
    minDiskGb: 3,
    minRamMb: 512,
    tags: ['kept', 'too'],
    osHashValue: hashes.sha512,
    properties: { hw_disk_bus: 'scsi', os_distro: 'debian' },
  })
})

test('its receipt names both images, both clouds and the hash that is equal', async () => {
  const ended = await host.ended(await host.copy(imageId))

  const receipt = await host.transfers.receipt(ended.id, never)

  const sha512 = sha512Of(bytes)
  expect(receipt).toMatchObject({
    direction: 'copy',
    state: 'verified',
    verifiedBy: 'sha512',
    imageId: ended.imageId,
    from: { imageId, identityUrl: host.sandbox.identityUrl, hashes: { sha512 } },
    hashes: { sha512 },
    notCarried: ['instance_uuid'],
    attempts: [{ outcome: 'arrived', problem: null }],
  })
})

test('a name and a visibility can be chosen', async () => {
  const order = {
    cloudId: 'test',
    imageId,
    toCloudId: 'there',
    name: 'other',
    visibility: 'private',
  } as const

  const ended = await host.ended(await host.transfers.copy(order, never))

  expect(await host.show(ended.imageId!, 'there')).toMatchObject({ name: 'other', visibility: 'private' })
})

test('where the image is already it is not copied', async () => {
  const copying = host.transfers.copy({ cloudId: 'test', imageId, toCloudId: 'test' }, never)

  await expect(copying).rejects.toMatchObject({ code: 'COPY_TO_ITSELF' })
})

test('an image without data is not copied', async () => {
  const { id } = await host.createImage()

  await expect(host.copy(id)).rejects.toMatchObject({ code: 'IMAGE_EMPTY' })
})

test.each([
  { what: 'the first cloud', proxy: () => host.proxy, target: down },
  { what: 'the second cloud', proxy: () => host.proxyThere, target: up },
])('a token that $what refuses is renewed on the way', async ({ proxy, target }) => {
  proxy().order(target, { kind: 'answer', status: 401, afterBytes: target === up ? 2 * MiB : 0 })

  const ended = await host.ended(await host.copy(imageId))

  expect(ended).toMatchObject({ state: 'verified', attempt: 1 })
  expect((await host.stored(ended.imageId!, 'there')).equals(bytes)).toBe(true)
})

test.each([
  { what: 'is cut', fault: { kind: 'cut', way: 'down', afterBytes: 3 * MiB }, code: 'ANSWER_CUT' },
  {
    what: 'is cut at the last byte',
    fault: { kind: 'cut', way: 'down', afterBytes: size - 1 },
    code: 'ANSWER_CUT',
  },
  { what: 'stalls', fault: { kind: 'stall', way: 'down', afterBytes: 3 * MiB }, code: 'CLOUD_UNREACHABLE' },
  { what: 'is damaged', fault: { kind: 'flip', way: 'down', atByte: size - 1 }, code: 'HASH_DIFFERS' },
  { what: 'is gone', fault: { kind: 'answer', status: 404 }, code: 'IMAGE_GONE' },
] as const)(
  'what $what on the way down is never kept, and a retry sends all of it into the same image',
  async ({ fault, code }) => {
    host.proxy.order(down, fault)

    const failed = await host.ended(await host.copy(imageId))
    const statusThen = (await host.show(failed.imageId!, 'there')).status
    const retried = await host.ended(await host.transfers.retry(failed.id))

    expect(failed).toMatchObject({ state: 'failed', problem: { code }, leftImageId: failed.imageId })
    expect(['queued', 'saving']).toContain(statusThen)
    expect(retried).toMatchObject({ state: 'verified', imageId: failed.imageId, leftImageId: null })
    expect((await host.stored(retried.imageId!, 'there')).equals(bytes)).toBe(true)
  },
)

test.each([
  { what: 'has no room', fault: { kind: 'answer', status: 413, afterBytes: MiB }, code: 'IMAGE_TOO_LARGE' },
  { what: 'cuts', fault: { kind: 'cut', way: 'up', afterBytes: 3 * MiB }, code: 'CLOUD_UNREACHABLE' },
  { what: 'is busy', fault: { kind: 'answer', status: 503, afterBytes: 0 }, code: 'CLOUD_REFUSED' },
] as const)('a second cloud that $what says so, and a retry sends all of it', async ({ fault, code }) => {
  host.proxyThere.order(up, fault)

  const failed = await host.ended(await host.copy(imageId))
  const retried = await host.ended(await host.transfers.retry(failed.id))

  expect(failed).toMatchObject({ state: 'failed', problem: { code }, leftImageId: failed.imageId })
  expect(retried).toMatchObject({ state: 'verified', imageId: failed.imageId })
  expect((await host.stored(retried.imageId!, 'there')).equals(bytes)).toBe(true)
})

test('a byte that the second cloud got wrong is found, and another image can be made', async () => {
  host.proxyThere.order(up, { kind: 'flip', way: 'up', atByte: 5 })

  const failed = await host.ended(await host.copy(imageId))
  await host.transfers.deleteLeftImage(failed.id, never)
  const retried = await host.ended(await host.transfers.retry(failed.id))

  expect(failed).toMatchObject({ state: 'failed', problem: { code: 'HASH_DIFFERS' }, verifiedBy: null })
  expect(retried).toMatchObject({ state: 'verified' })
  expect(retried.imageId).not.toBe(failed.imageId)
})

test('an answer that was lost is not taken for a failure: nothing is sent twice', async () => {
  host.proxyThere.order(up, { kind: 'lose-answer' })

  const failed = await host.ended(await host.copy(imageId))
  const retried = await host.ended(await host.transfers.retry(failed.id))

  expect(failed).toMatchObject({ state: 'failed', problem: { code: 'CLOUD_UNREACHABLE' } })
  expect(retried).toMatchObject({ state: 'verified', imageId: failed.imageId, attempt: 2 })
  expect(host.proxyThere.seen.filter(({ method }) => method === 'PUT')).toHaveLength(1)
})

test('an image that is deleted during its copy ends it, with its reason', async () => {
  const { handle } = await host.file('deleted.raw', size)
  const { imageId: doomed } = await host.ended(await host.uploadNew(handle))
  const gone = async () => await host.images.delete({ cloudId: 'test', imageId: doomed! }, never)
  host.proxy.order(down, { kind: 'hold', way: 'down', afterBytes: MiB, until: gone })
  host.proxyThere.order(up, { kind: 'cut', way: 'up', afterBytes: 2 * MiB })

  const cut = await host.ended(await host.copy(doomed!))
  const ended = await host.ended(await host.transfers.retry(cut.id))

  expect(ended).toMatchObject({ state: 'failed', problem: { code: 'IMAGE_GONE', data: { imageId: doomed } } })
  expect(ended.leftImageId).toBe(ended.imageId)
})

test('a paused copy goes on in the same image from a fresh stream', async () => {
  await host.transfers.limit({ atOncePerCloud: 3, bytesPerSecond: MiB, cloudBytesPerSecond: {} })
  const begun = await host.copy(imageId)
  const moving = await host.isMoving(begun)

  const paused = await host.transfers.pause(begun.id)
  await host.transfers.limit({ atOncePerCloud: 3, bytesPerSecond: null, cloudBytesPerSecond: {} })
  await host.transfers.resume(begun.id)
  const ended = await host.ended(begun)

  expect(paused.state).toBe('paused')
  expect(ended).toMatchObject({ state: 'verified', imageId: moving.imageId, attempt: 2 })
})

test('a cancelled copy stops at both ends and tells of the image that it made', async () => {
  await host.transfers.limit({ atOncePerCloud: 3, bytesPerSecond: MiB, cloudBytesPerSecond: {} })
  const begun = await host.copy(imageId)
  await host.isMoving(begun)

  await host.transfers.cancel(begun.id)
  await host.transfers.limit({ atOncePerCloud: 3, bytesPerSecond: null, cloudBytesPerSecond: {} })

  const ended = await host.ended(begun)
  expect(ended).toMatchObject({ state: 'cancelled', leftImageId: ended.imageId })
  const status = async () => (await host.show(ended.imageId!, 'there')).status
  await expect.poll(status, { timeout: 5000 }).toBe('queued')
})

test('a copy whose first cloud was signed out goes on after the next sign-in there', async () => {
  const { access } = host.ports
  let isSignedIn = true
  const next = await openTransfers({
    ...host.ports,
    dir: join(host.dir, 'signed-out'),
    retriesAlone: true,
    access: {
      ...access,
      async imageService(cloudId, signal) {
        if (cloudId === 'test' && !isSignedIn) throw new AppError('SIGNED_OUT', { cloudName: 'here' })
        // The first one to ask is who plans the copy.
        if (cloudId === 'test') isSignedIn = false
        return await access.imageService(cloudId, signal)
      },
    },
  })
  const begun = await next.copy({ cloudId: 'test', imageId, toCloudId: 'there' }, never)

  const waiting = await untilTransfer(next, begun.id, ({ state }) => state === 'waiting')
  isSignedIn = true
  next.signedIn('test')
  const ended = await untilTransfer(next, begun.id, ({ endedAtMs }) => endedAtMs !== null)
  await next.close()

  expect(waiting).toMatchObject({ problem: { code: 'SIGNED_OUT' }, retryAtMs: null })
  expect(ended).toMatchObject({ state: 'verified', attempt: 2, imageId: waiting.imageId })
})

test('the next start sends a copy again from a fresh stream, into the image that it had made', async () => {
  await host.transfers.limit({ atOncePerCloud: 3, bytesPerSecond: MiB, cloudBytesPerSecond: {} })
  const begun = await host.copy(imageId)
  const moving = await host.isMoving(begun)
  await host.transfers.close()

  const next = await openTransfers(host.ports)
  await next.limit({ atOncePerCloud: 3, bytesPerSecond: null, cloudBytesPerSecond: {} })
  const ended = await untilTransfer(next, begun.id, ({ endedAtMs }) => endedAtMs !== null)
  await next.close()

  expect(ended).toMatchObject({ state: 'verified', imageId: moving.imageId, attempt: 2 })
  expect((await host.stored(ended.imageId!, 'there')).equals(bytes)).toBe(true)
})
