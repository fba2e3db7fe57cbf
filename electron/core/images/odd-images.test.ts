import { afterAll, beforeAll, expect, test } from 'vitest'

import { openTestImages, type TestImages } from './open-test-images.ts'

const never = new AbortController().signal
const moment = '2026-01-01T00:00:00Z'
const least = { id: 'a', status: 'active', created_at: moment, updated_at: moment }
let host: TestImages

beforeAll(async () => {
  host = await openTestImages()
})
afterAll(() => host.close())

test('an image with nothing but what the API promises has no name, size or format, and no property', async () => {
  const image = await readBack({ ...least, name: null, size: null, virtual_size: null, checksum: null })

  expect(image).toMatchObject({ name: null, sizeBytes: null, virtualSizeBytes: null, diskFormat: null })
  expect(image).toMatchObject({ checksum: null, osHashValue: null, owner: null, stores: [], tags: [] })
  expect(image.properties).toEqual({})
})

test('names in any script, properties of 10 kB and 128 tags come through unchanged', async () => {
  const tags = Array.from({ length: 128 }, (_, at) => `tag-${String(at).padStart(3, '0')}`)
  const name = 'صورة 🐧 \u202Egnp.exe'
  const notes = 'x'.repeat(10_240)

  const image = await readBack({ ...least, name, notes, tags: tags.toReversed() })

  expect(image.name).toBe(name)
  expect(image.properties).toEqual({ notes })
  expect(image.tags).toEqual(tags)
})

test('a property called like a method of every object is a property like any other', async () => {
  const image = await readBack({ ...least, constructor: 'c', toString: 't' })

  expect(Object.entries(image.properties)).toEqual([
    ['constructor', 'c'],
    ['toString', 't'],
  ])
})

test.each([
  ['an image without an id', { ...least, id: undefined }, 'images.0.id'],
  ['a size that is not a number', { ...least, size: '12' }, 'images.0.size'],
  ['tags that are not a list', { ...least, tags: 'a,b' }, 'images.0.tags'],
])('%s is refused, and the place is named', async (_, image, place) => {
  host.answerNext(/\/v2\/images\?/, JSON.stringify({ images: [image] }))

  await expect(host.demo.list({ cloudId: 'test', marker: null, limit: 2 }, never)).rejects.toMatchObject({
    code: 'BAD_ANSWER',
    data: { detail: expect.stringContaining(place) },
  })
})

test('a list of versions in place of an image is no image', async () => {
  const versions = [
    { id: 'v2.15', status: 'CURRENT', links: [{ rel: 'self', href: 'http://10.0.0.1:9292/v2/' }] },
  ]
  host.answerNext(/\/v2\/images\/a$/, JSON.stringify({ versions }), 300)

  await expect(host.demo.show({ cloudId: 'test', imageId: 'a' }, never)).rejects.toMatchObject({
    code: 'CLOUD_REFUSED',
    data: { status: 300 },
  })
})

async function readBack(image: object) {
  host.answerNext(/\/v2\/images\?/, JSON.stringify({ images: [image] }))
  const { images } = await host.demo.list({ cloudId: 'test', marker: null, limit: 2 }, never)
  return images[0]!
}
