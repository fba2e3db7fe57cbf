import { afterAll, beforeAll, expect, test } from 'vitest'

import type { AppErrorCode } from '../../../shared/errors.ts'
import type { ImportMethod, ImportProgress, ImportTarget } from '../../../shared/model/image-import.ts'
import type { Images } from '../core.ts'
import { startSourceServer } from '../sandbox/conformance/source-server.ts'
import { openTestImages, type TestImages } from './open-test-images.ts'

const never = new AbortController().signal
const cloudId = 'test'
const copyImage = { name: 'copy-image' } as const
const pauses: number[] = []
let host: TestImages
let source: Awaited<ReturnType<typeof startSourceServer>>

beforeAll(async () => {
  source = await startSourceServer()
  host = await openTestImages(async (ms) => {
    pauses.push(ms)
    await new Promise((resolve) => setImmediate(resolve))
  })
})
afterAll(async () => {
  await host.close()
  await source.close()
})

test('an import from the web goes to the stores that were asked for, and its task tells of it', async () => {
  const imageId = await host.create()
  await order(host.demo, imageId, fromWeb('/disk'), { stores: ['fast', 'archive'] })

  const states = await watch(host.demo, imageId)

  const last = states.at(-1)
  expect(last).toMatchObject({ state: 'done', waitingStores: [], failedStores: [] })
  expect(last?.image).toMatchObject({ status: 'active', sizeBytes: 2600, stores: ['fast', 'archive'] })
  const tasks = await host.demo.tasks({ cloudId, imageId }, never)
  expect(tasks).toMatchObject([{ status: 'success', imageId, requestId: expect.stringMatching(/^req-/) }])
  expect(Date.parse(tasks?.[0]?.createdAt ?? '')).toBeLessThan(Date.now() + 1000)
})

test('staged data is imported, and the image says in between that it is staged', async () => {
  const imageId = await host.create()
  await host.stage(imageId, 'staged')
  const staged = await host.demo.show({ cloudId, imageId }, never)
  await order(host.demo, imageId, { name: 'glance-direct' }, { stores: ['archive'] })

  const last = (await watch(host.demo, imageId)).at(-1)

  expect(staged).toMatchObject({ status: 'uploading', sizeBytes: 6, checksum: null })
  expect(last?.image).toMatchObject({ status: 'active', sizeBytes: 6, stores: ['archive'] })
})

test('an import that fails leaves the image queued, and says at which stores', async () => {
  const imageId = await host.create()
  await order(host.demo, imageId, fromWeb('/missing'), null)

  const last = (await watch(host.demo, imageId)).at(-1)

  expect(last).toMatchObject({ state: 'failed', failedStores: ['fast'], image: { status: 'queued' } })
  expect(last?.task).toMatchObject({ status: 'failure', message: 'Task failed due to Internal Error' })
})

test('a copy that an administrator ordered is followed by the owner, who is not told of the task', async () => {
  const imageId = await host.create()
  await host.upload(imageId)
  await order(host.admin, imageId, copyImage, { allStores: true, allMustSucceed: true })

  const last = (await watch(host.demo, imageId)).at(-1)
  await host.demo.deleteFromStore({ cloudId, imageId, store: 'fast' }, never)

  expect(last).toMatchObject({ state: 'done', task: null, image: { stores: ['fast', 'archive'] } })
  expect((await host.demo.show({ cloudId, imageId }, never)).stores).toEqual(['archive'])
  await expect(host.demo.deleteFromStore({ cloudId, imageId, store: 'fast' }, never)).rejects.toMatchObject({
    code: 'IMAGE_FORBIDS',
    data: { status: 403 },
  })
})

test('all tasks are paged, newest first', async () => {
  const imageId = await host.create()
  await order(host.demo, imageId, fromWeb('/disk'), null)
  await watch(host.demo, imageId)

  const first = await host.admin.allTasks({ cloudId, status: 'success', marker: null, limit: 1 }, never)
  const next = await host.admin.allTasks(
    { cloudId, status: 'success', marker: first.nextMarker, limit: 1 },
    never,
  )

  expect(first.tasks).toHaveLength(1)
  expect(next.tasks).toHaveLength(1)
  expect(next.tasks[0]?.id).not.toBe(first.tasks[0]?.id)
})

test('looks less often the longer it takes, and stops when it is told to', async () => {
  const imageId = await host.create()
  pauses.length = 0
  const stop = new AbortController()
  const reason = new Error('enough')
  const seen: string[] = []

  const watching = (async () => {
    for await (const { state } of host.demo.watchImport({ cloudId, imageId }, stop.signal)) {
      seen.push(state)
      if (seen.length === 12) stop.abort(reason)
    }
  })()

  await expect(watching).rejects.toBe(reason)
  expect(new Set(seen)).toEqual(new Set(['waiting']))
  expect(pauses.slice(0, 3)).toEqual([500, 750, 1125])
  expect(Math.max(...pauses)).toBe(10_000)
})

test('a cloud without tasks tells the end by the image alone', async () => {
  const imageId = await host.create()
  await host.upload(imageId)
  host.answerNext(/tasks$/, 'no such path', 404)

  const [only] = await watch(host.demo, imageId)

  expect(only).toMatchObject({ state: 'done', task: null })
})

test.each<[string, AppErrorCode, number, (imageId: string) => Promise<unknown>]>([
  [
    'before data is staged',
    'IMAGE_FORBIDS',
    409,
    (id) => order(host.demo, id, { name: 'glance-direct' }, null),
  ],
  [
    'from a file of its own',
    'IMPORT_REFUSED',
    400,
    (id) => order(host.demo, id, { name: 'web-download', uri: 'file:///x' }, null),
  ],
  [
    'in a way that is not on',
    'IMPORT_REFUSED',
    400,
    (id) => order(host.demo, id, { name: 'glance-download', regionName: 'r', imageId: id }, null),
  ],
  [
    'to an unknown store',
    'IMAGE_FORBIDS',
    409,
    (id) => order(host.demo, id, fromWeb('/disk'), { stores: ['attic'] }),
  ],
  ['to an image of others', 'IMAGE_GONE', 404, (id) => order(host.other, id, fromWeb('/disk'), null)],
  [
    'by copying what has no data',
    'IMAGE_FORBIDS',
    409,
    (id) => order(host.admin, id, copyImage, { stores: ['archive'] }),
  ],
  [
    'by copying as a member',
    'IMAGE_FORBIDS',
    403,
    async (id) => {
      await host.upload(id)
      return order(host.demo, id, copyImage, { stores: ['archive'] })
    },
  ],
  [
    'by copying to where it is',
    'IMPORT_REFUSED',
    400,
    async (id) => {
      await host.upload(id)
      return order(host.admin, id, copyImage, { stores: ['fast'] })
    },
  ],
])('says why nothing is imported %s', async (_, code, status, act) => {
  const imageId = await host.create()

  await expect(act(imageId)).rejects.toMatchObject({
    code,
    data: {
      imageId,
      status,
      message: expect.stringMatching(/\w+ \w+/),
      requestId: expect.stringMatching(/^req-/),
    },
  })
})

function fromWeb(path: string): ImportMethod {
  return { name: 'web-download', uri: source.url + path }
}

function order(images: Images, imageId: string, method: ImportMethod, target: ImportTarget | null) {
  return images.import({ cloudId, imageId, method, target }, never)
}

async function watch(images: Images, imageId: string): Promise<ImportProgress[]> {
  const seen: ImportProgress[] = []
  for await (const progress of images.watchImport({ cloudId, imageId }, never)) seen.push(progress)
  return seen
}
