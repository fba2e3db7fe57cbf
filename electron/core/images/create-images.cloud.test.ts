import { readFile } from 'node:fs/promises'

import { afterAll, beforeAll, expect, test } from 'vitest'

import type { ImportProgress } from '../../../shared/model/image-import.ts'
import type { ImageQuery } from '../../../shared/model/image-query.ts'
import type { Images } from '../core.ts'
import { createHttpEngine } from '../http/create-http-engine.ts'
import { startSourceServer } from '../sandbox/conformance/source-server.ts'
import { createFileRegistry } from '../files/create-file-registry.ts'
import { createImages } from './create-images.ts'
import { type KnownCloud, passwordAccess } from './password-access.ts'

const cloudFile = process.env.ARCLIGHT_CLOUD
const cloudId = 'real'
const made: string[] = []
let cloud: KnownCloud
let engine: ReturnType<typeof createHttpEngine>
let source: Awaited<ReturnType<typeof startSourceServer>>
let demo: Images
let admin: Images
let other: Images

beforeAll(async () => {
  if (cloudFile === undefined) return
  cloud = JSON.parse(await readFile(cloudFile, 'utf8')) as KnownCloud
  engine = createHttpEngine()
  source = await startSourceServer()
  const as = (user: 'demo' | 'admin' | 'other') =>
    createImages({ access: passwordAccess(cloud, user), send: engine.send, files: createFileRegistry() })
  demo = as('demo')
  admin = as('admin')
  other = as('other')
})

afterAll(async () => {
  if (cloudFile === undefined) return
  for (const imageId of made) await demo.delete({ cloudId, imageId }, signal())
  await source.close()
  await engine.close()
})

test.runIf(cloudFile)('finds what a real service has', async () => {
  const found = await admin.capabilities({ cloudId }, signal())

  expect(found.importMethods).toMatchObject({ names: expect.arrayContaining(['web-download', 'copy-image']) })
  expect(found.stores).toMatchObject({ stores: [{ id: 'fast', isDefault: true }, { id: 'archive' }] })
  expect(found).toMatchObject({
    tasks: { isHere: true },
    cache: { isHere: true },
    usage: { isHere: true },
    metadefs: { isHere: true },
    members: { isHere: true },
  })
  expect(found.versions[0]?.status).toBe('CURRENT')
  expect((await demo.capabilities({ cloudId }, signal())).tasks).toEqual({ isHere: false, status: 403 })
})

test.runIf(cloudFile)('changes an image and takes it back', async () => {
  const imageId = await create({ tags: ['a'], properties: { kept: '1' } })

  const { image, inverse } = await demo.update(
    {
      cloudId,
      imageId,
      basedOn: null,
      changes: [
        { op: 'replace', name: 'name', value: null },
        { op: 'replace', name: 'tags', value: ['b', 'ü/é'] },
        { op: 'add', name: 'a/b~c', value: 'שלום' },
        { op: 'remove', name: 'kept' },
      ],
    },
    signal(),
  )
  const undone = await demo.update({ cloudId, imageId, changes: inverse, basedOn: image.updatedAt }, signal())

  expect(image).toMatchObject({ name: null, tags: ['b', 'ü/é'], properties: { 'a/b~c': 'שלום' } })
  expect(undone.image).toMatchObject({ name: 'imgcore', tags: ['a'], properties: { kept: '1' } })
})

test.runIf(cloudFile)('shares, lists by member status, tags, and filters', async () => {
  const imageId = await create({ visibility: 'shared' })
  const projectId = cloud.users.other!.project.id
  await demo.addMember({ cloudId, imageId, projectId }, signal())
  await demo.addTag({ cloudId, imageId, tag: `only/${imageId}` }, signal())
  const query: ImageQuery = { visibility: 'shared', memberStatus: 'pending', tags: [`only/${imageId}`] }
  const pending = await other.list({ cloudId, query, marker: null, limit: 10 }, signal())
  await other.setMemberStatus({ cloudId, imageId, projectId, status: 'accepted' }, signal())

  expect(pending.images.map(({ id }) => id)).toEqual([imageId])
  expect(await demo.members({ cloudId, imageId }, signal())).toMatchObject([
    { projectId, status: 'accepted' },
  ])
  await demo.removeTag({ cloudId, imageId, tag: `only/${imageId}` }, signal())
  await demo.removeTag({ cloudId, imageId, tag: `only/${imageId}` }, signal())
  expect((await demo.show({ cloudId, imageId }, signal())).tags).toEqual([])
})

test.runIf(cloudFile)('imports from the web, copies, follows both, and deletes the copy', async () => {
  const imageId = await create()
  const web = { name: 'web-download', uri: `${source.url}/disk` } as const
  await demo.import({ cloudId, imageId, method: web, target: { stores: ['fast'] } }, signal())
  const imported = await watch(demo, imageId)
  await admin.import(
    { cloudId, imageId, method: { name: 'copy-image' }, target: { allStores: true } },
    signal(),
  )
  const copied = await watch(admin, imageId)
  await demo.deleteFromStore({ cloudId, imageId, store: 'archive' }, signal())

  expect(imported).toMatchObject({ state: 'done', task: { status: 'success' }, image: { sizeBytes: 2600 } })
  expect(copied).toMatchObject({ state: 'done', image: { stores: ['fast', 'archive'] } })
  expect((await demo.show({ cloudId, imageId }, signal())).stores).toEqual(['fast'])
})

test.runIf(cloudFile)('says where an import failed, and leaves the image queued', async () => {
  const imageId = await create()
  const web = { name: 'web-download', uri: `${source.url}/missing` } as const
  await demo.import({ cloudId, imageId, method: web, target: null }, signal())

  expect(await watch(demo, imageId)).toMatchObject({
    state: 'failed',
    failedStores: ['fast'],
    image: { status: 'queued' },
  })
})

test.runIf(cloudFile)('goes on after a deleted marker', async () => {
  const tags = [`gap-${crypto.randomUUID()}`]
  const [first, second] = [await create({ tags }), await create({ tags })]
  const query: ImageQuery = { tags, sort: [{ key: 'created_at', direction: 'asc' }] }
  await demo.delete({ cloudId, imageId: second }, signal())
  made.splice(made.indexOf(second), 1)

  const page = await demo.list(
    {
      cloudId,
      query,
      marker: second,
      earlierMarkers: [first],
      limit: 5,
    },
    signal(),
  )

  expect(page).toEqual({ images: [], nextMarker: null, gap: { resumedAfter: first } })
})

async function create(rest: object = {}): Promise<string> {
  const image = { name: 'imgcore', diskFormat: 'raw', containerFormat: 'bare', ...rest }
  const { id } = await demo.create({ cloudId, image }, signal())
  made.push(id)
  return id
}

async function watch(images: Images, imageId: string): Promise<ImportProgress | null> {
  let last: ImportProgress | null = null
  for await (const progress of images.watchImport({ cloudId, imageId }, signal())) last = progress
  return last
}

function signal(): AbortSignal {
  return AbortSignal.timeout(30_000)
}
