import { readFile } from 'node:fs/promises'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import type { KnownCloud } from '../images/password-access.ts'
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
})
