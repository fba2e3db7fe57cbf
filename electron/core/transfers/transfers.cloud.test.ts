import { readFile } from 'node:fs/promises'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import type { Transfer } from '../../../shared/model/transfer.ts'
import { type KnownCloud, passwordAccess, severalClouds } from '../images/password-access.ts'
import { startFaultProxy } from '../sandbox/faults/start-fault-proxy.ts'
import { sha512Of, startTestHostFor } from './test-host.ts'

const cloudFile = process.env['ARCLIGHT_CLOUD']
const never = new AbortController().signal
const MiB = 1024 * 1024

/** Against a real Glance: `npm run test:cloud` starts one and names its file. */
describe.skipIf(!cloudFile)('on a real cloud', () => {
  let host: Awaited<ReturnType<typeof startTestHostFor>>

  beforeAll(async () => {
    host = await startTestHostFor(JSON.parse(await readFile(cloudFile!, 'utf8')) as KnownCloud)
  })
  afterAll(async () => {
    await host.close()
  })

  test.each([0, 1, 21 * MiB + 7])('brings %i bytes up and down again, verified both ways', async (size) => {
    const { handle, bytes } = await host.file('real.raw', size)

    const up = await host.ended(await host.uploadNew(handle))
    const down = await host.ended(await host.download(up.imageId!))
    await host.images.delete({ cloudId: 'test', imageId: up.imageId! }, never)

    const hashes = { sha512: sha512Of(bytes) }
    expect(up).toMatchObject({ state: 'verified', verifiedBy: 'sha512', hashes, problem: null })
    expect(down).toMatchObject({ state: 'verified', verifiedBy: 'sha512', hashes, problem: null })
    expect((await readFile(down.savedPath!)).equals(bytes)).toBe(true)
  })

  test('a cancelled upload leaves an image that takes the next one', async () => {
    const { handle } = await host.file('cancelled.raw', 64 * MiB)
    const begun = await host.uploadNew(handle)
    await host.isMoving(begun)

    await host.transfers.cancel(begun.id)
    const again = await host.ended(await host.transfers.retry(begun.id))

    expect(again).toMatchObject({ state: 'verified', attempt: 2 })
    await host.images.delete({ cloudId: 'test', imageId: again.imageId! }, never)
  })

  test('an image that has data already says why it takes no more', async () => {
    const { handle } = await host.file('twice.raw', 2 * MiB)
    const { imageId } = await host.ended(await host.uploadNew(handle))

    const again = await host.ended(await host.uploadInto(handle, imageId!))

    expect(again.problem).toMatchObject({
      code: 'IMAGE_FORBIDS',
      data: {
        status: 409,
        message: expect.stringContaining('active'),
        requestId: expect.stringMatching(/^req-/),
      },
    })
    await host.images.delete({ cloudId: 'test', imageId: imageId! }, never)
  })

  test('copies an image into another project, cut once on the way, with what it says of itself', async () => {
    const cloud = JSON.parse(await readFile(cloudFile!, 'utf8')) as KnownCloud
    const proxy = await startFaultProxy(cloud.imageUrl)
    const access = severalClouds({
      test: passwordAccess(cloud, 'demo'),
      there: passwordAccess({ ...cloud, imageUrl: proxy.origin }, 'admin'),
    })
    const both = await startTestHostFor(cloud, { access })
    const { handle, bytes } = await both.file('copied.raw', 21 * MiB + 7)
    const properties = { os_distro: 'debian', hw_disk_bus: 'scsi', instance_uuid: 'a server' }
    const formats = { diskFormat: 'raw', containerFormat: 'bare' }
    const image = { name: 'copied', ...formats, minDiskGb: 1, tags: ['copy'], properties }
    const into = { kind: 'new' as const, image }
    const up = await both.ended(await both.transfers.upload({ cloudId: 'test', file: handle, into }, never))
    proxy.order({ method: 'PUT', path: /\/file$/ }, { kind: 'cut', way: 'up', afterBytes: 10 * MiB })

    const order = { cloudId: 'test', imageId: up.imageId!, toCloudId: 'there' }
    const cut = await both.ended(await both.transfers.copy(order, never))
    const copied = await both.ended(await both.transfers.retry(cut.id))
    const shown = await both.show(copied.imageId!, 'there')
    const kept = await both.stored(copied.imageId!, 'there')
    await both.images.delete({ cloudId: 'there', imageId: copied.imageId! }, never)
    await both.images.delete({ cloudId: 'test', imageId: up.imageId! }, never)
    await both.close()
    await proxy.close()

    expect(cut).toMatchObject({ state: 'failed', leftImageId: copied.imageId })
    expect(copied).toMatchObject({ state: 'verified', verifiedBy: 'sha512', notCarried: ['instance_uuid'] })
    expect(kept.equals(bytes)).toBe(true)
    expect(shown).toMatchObject({
      name: 'copied',
      minDiskGb: 1,
      tags: ['copy'],
      osHashValue: sha512Of(bytes),
      owner: cloud.users.admin.project.id,
      properties: { os_distro: 'debian', hw_disk_bus: 'scsi' },
    })
  })

  test('goes on by Range after a cut, and sends again after one, into the same image', async () => {
    const cloud = JSON.parse(await readFile(cloudFile!, 'utf8')) as KnownCloud
    const proxy = await startFaultProxy(cloud.imageUrl)
    const there = await startTestHostFor({ ...cloud, imageUrl: proxy.origin })
    const size = 21 * MiB + 7
    const { handle, bytes } = await there.file('cut.raw', size)
    const retried = async ({ id }: Transfer) => there.ended(await there.transfers.retry(id))
    const path = /\/file$/

    proxy.order({ method: 'PUT', path }, { kind: 'cut', way: 'up', afterBytes: size / 2 })
    const cutUp = await there.ended(await there.uploadNew(handle))
    const up = await retried(cutUp)
    proxy.order({ method: 'GET', path }, { kind: 'cut', way: 'down', afterBytes: 10 * MiB })
    const cutDown = await there.ended(await there.download(up.imageId!))
    const down = await retried(cutDown)
    await there.images.delete({ cloudId: 'test', imageId: up.imageId! }, never)
    const ranges = proxy.seen.map(({ range }) => range)
    await there.close()
    await proxy.close()

    expect([cutUp, cutDown].map(({ problem }) => problem?.code)).toEqual(['CLOUD_UNREACHABLE', 'ANSWER_CUT'])
    expect(up).toMatchObject({
      state: 'verified',
      imageId: cutUp.imageId,
      hashes: { sha512: sha512Of(bytes) },
    })
    expect(down).toMatchObject({ state: 'verified', hashes: { sha512: sha512Of(bytes) }, startedOver: null })
    expect(ranges.filter((range) => range !== null)).toEqual([expect.stringMatching(/^bytes=[1-9]\d+-$/)])
  })
})
