import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { createHttpEngine } from '../http/create-http-engine.ts'
import type { ExchangeRequest } from '../http/exchange.ts'
import { type Sandbox, startSandbox } from '../sandbox/start-sandbox.ts'
import { createFileRegistry } from '../files/create-file-registry.ts'
import { createImages } from './create-images.ts'
import { passwordAccess } from './password-access.ts'

const never = new AbortController().signal
const cloudId = 'test'
const sent: ExchangeRequest[] = []
let dir: string
let sandbox: Sandbox
let engine: ReturnType<typeof createHttpEngine>
let images: ReturnType<typeof createImages>

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'arclight-images-'))
  sandbox = await startSandbox({ dir }, never)
  engine = createHttpEngine()
  images = createImages({
    files: createFileRegistry(),
    access: passwordAccess(sandbox),
    send(request, signal) {
      sent.push(request)
      return engine.send(request, signal)
    },
  })
})

afterAll(async () => {
  await engine.close()
  await sandbox.close()
  await rm(dir, { recursive: true })
})

test('creates an image with everything it is given, and shows it', async () => {
  const created = await images.create(
    {
      cloudId,
      image: {
        name: 'Ảnh thử',
        diskFormat: 'qcow2',
        containerFormat: 'bare',
        visibility: 'private',
        minDiskGb: 2,
        minRamMb: 512,
        isProtected: false,
        tags: ['b', 'a'],
        properties: { os_distro: 'debian', name: 'not this one' },
      },
    },
    never,
  )

  expect(created).toMatchObject({
    name: 'Ảnh thử',
    status: 'queued',
    visibility: 'private',
    sizeBytes: null,
    diskFormat: 'qcow2',
    containerFormat: 'bare',
    minDiskGb: 2,
    minRamMb: 512,
    isProtected: false,
    tags: ['a', 'b'],
    checksum: null,
  })
  expect(created.properties).toEqual({ os_distro: 'debian' })
  expect(await images.show({ cloudId, imageId: created.id }, never)).toEqual(created)
})

test('sends what the cloud should decide by itself not at all', async () => {
  await create('bare')

  const { body, context } = sent.at(-1)!
  const json: unknown = body.kind === 'bytes' ? JSON.parse(new TextDecoder().decode(body.bytes)) : null
  expect(json).toEqual({ name: 'bare' })
  expect(context).toEqual({ origin: 'images', cloudId, imageId: null })
})

test('pages through all images once, newest first, though the last page may be empty', async () => {
  for (let count = 0; count < 5; count++) await create(`page ${count}`)
  const all = await images.list({ cloudId, marker: null, limit: 1000 }, never)

  const paged: string[] = []
  let marker: string | null = null
  do {
    const page: Awaited<ReturnType<typeof images.list>> = await images.list(
      { cloudId, marker, limit: 2 },
      never,
    )
    paged.push(...page.images.map(({ id }) => id))
    marker = page.nextMarker
  } while (marker !== null)

  expect(paged).toEqual(all.images.map(({ id }) => id))
  expect(new Set(paged).size).toBe(paged.length)
  expect(all.nextMarker).toBeNull()
})

test.each([
  { what: 'a full page without next', images: [wire('a')], next: null, nextMarker: 'a' },
  { what: 'a short page with next', images: [], next: '/v2/images?marker=x', nextMarker: null },
])('builds the next page from the last id: $what', async ({ images: page, next, nextMarker }) => {
  answerNext(/\/v2\/images\?/, JSON.stringify({ images: page, ...(next === null ? {} : { next }) }))

  const listed = await images.list({ cloudId, marker: null, limit: 1 }, never)

  expect(listed.nextMarker).toBe(nextMarker)
})

test('deletes an image, and says that it is gone afterwards', async () => {
  const { id: imageId } = await create('short-lived')

  await images.delete({ cloudId, imageId }, never)

  const host = new URL(sandbox.imageUrl).host
  for (const verb of ['show', 'delete', 'deactivate', 'reactivate'] as const) {
    const refused = images[verb]({ cloudId, imageId }, never)
    await expect(refused).rejects.toMatchObject({
      code: 'IMAGE_GONE',
      data: {
        host,
        status: 404,
        imageId,
        message: expect.stringContaining(imageId),
        requestId: expect.any(String),
      },
    })
  }
})

test('says that the image forbids what its state or protection does not allow', async () => {
  const queued = await create('queued')
  const image = { name: 'kept', diskFormat: null, containerFormat: null, isProtected: true }
  const kept = await images.create({ cloudId, image }, never)

  const deactivated = images.deactivate({ cloudId, imageId: queued.id }, never)
  await expect(deactivated).rejects.toMatchObject({ code: 'IMAGE_FORBIDS', data: { status: 403 } })
  const deleted = images.delete({ cloudId, imageId: kept.id }, never)
  await expect(deleted).rejects.toMatchObject({
    code: 'IMAGE_FORBIDS',
    data: { status: 403, imageId: kept.id },
  })
})

test('says that an id is taken, and passes other refusals on in the words of the cloud', async () => {
  const { id } = await create('first')
  const image = { name: 'second', diskFormat: null, containerFormat: null }

  const taken = images.create({ cloudId, image: { ...image, id } }, never)
  await expect(taken).rejects.toMatchObject({ code: 'IMAGE_ID_TAKEN', data: { status: 409, imageId: id } })
  const invalid = images.create({ cloudId, image: { ...image, diskFormat: 'floppy' } }, never)
  await expect(invalid).rejects.toMatchObject({
    code: 'CLOUD_REFUSED',
    data: { status: 400, message: expect.stringContaining('floppy') },
  })
})

test('renews a refused token once, and only once', async () => {
  sandbox.faults.expireTokens()
  await images.list({ cloudId, marker: null, limit: 1 }, never)
  const attempts = sent.length

  sandbox.faults.failNext({ method: 'GET', path: /limit=3/, status: 401 })
  sandbox.faults.failNext({ method: 'GET', path: /limit=3/, status: 401, body: 'no' })
  const listing = images.list({ cloudId, marker: null, limit: 3 }, never)

  await expect(listing).rejects.toMatchObject({ code: 'CLOUD_REFUSED', data: { status: 401, message: 'no' } })
  expect(sent.length - attempts).toBe(2)
})

test('reads the formats from the schema of the cloud, or knows the usual ones', async () => {
  const own = { properties: { disk_format: { enum: [null, 'raw', 'sparse'] }, container_format: {} } }
  answerNext(
    /schemas/,
    JSON.stringify({ properties: { ...own.properties, container_format: { enum: ['bare'] } } }),
  )
  const named = await images.formats(cloudId, never)
  answerNext(/schemas/, JSON.stringify({ properties: {} }))
  const unnamed = await images.formats(cloudId, never)

  expect(named).toEqual({ disk: ['raw', 'sparse'], container: ['bare'] })
  expect(unnamed.disk).toEqual(expect.arrayContaining(['raw', 'qcow2', 'iso']))
  expect(unnamed.container).toEqual(expect.arrayContaining(['bare', 'ova']))
})

test.each([
  ['no JSON', '<html>', 'not JSON'],
  ['another shape', '[]', 'answer'],
  ['an image without an id', JSON.stringify({ ...wire('a'), id: 7 }), 'id'],
  ['a size that is no number', JSON.stringify({ ...wire('a'), size: 'big' }), 'size'],
])('refuses %s', async (_, body, detail) => {
  answerNext(/\/v2\/images\/a$/, body)

  const showing = images.show({ cloudId, imageId: 'a' }, never)

  await expect(showing).rejects.toMatchObject({
    code: 'BAD_ANSWER',
    data: { detail: expect.stringContaining(detail) },
  })
})

test('takes what it does not know: a new status, other attributes, values that are no strings', async () => {
  const body = {
    ...wire('a'),
    status: 'frozen',
    stores: 'fast,slow',
    hw_disk_bus: 'scsi',
    odd: 4,
    self: '/x',
  }
  answerNext(/\/v2\/images\/a$/, JSON.stringify(body))

  const image = await images.show({ cloudId, imageId: 'a' }, never)

  expect(image).toMatchObject({
    status: 'frozen',
    stores: ['fast', 'slow'],
    visibility: 'private',
    minDiskGb: 0,
  })
  expect(image.properties).toEqual({ hw_disk_bus: 'scsi' })
})

function create(name: string) {
  return images.create({ cloudId, image: { name, diskFormat: null, containerFormat: null } }, never)
}

function wire(id: string) {
  return { id, status: 'active', created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z' }
}

function answerNext(path: RegExp, body: string) {
  sandbox.faults.failNext({ method: 'GET', path, status: 200, body })
}
