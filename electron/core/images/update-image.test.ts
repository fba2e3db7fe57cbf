import { afterAll, beforeAll, expect, test } from 'vitest'

import type { ImageChange } from '../../../shared/model/image-change.ts'
import { openTestImages, type TestImages } from './open-test-images.ts'

const never = new AbortController().signal
const cloudId = 'test'
let host: TestImages

beforeAll(async () => {
  host = await openTestImages()
})
afterAll(() => host.close())

test('changes attributes, properties and tags at once, and the inverse brings them back', async () => {
  const imageId = await host.create({ name: 'before', tags: ['a'], properties: { kept: '1', dropped: '2' } })
  const before = await host.demo.show({ cloudId, imageId }, never)

  const { image, inverse } = await update(imageId, [
    { op: 'replace', name: 'name', value: 'after' },
    { op: 'replace', name: 'min_disk', value: 4 },
    { op: 'replace', name: 'protected', value: true },
    { op: 'replace', name: 'os_hidden', value: true },
    { op: 'replace', name: 'visibility', value: 'private' },
    { op: 'replace', name: 'tags', value: ['b', 'c'] },
    { op: 'add', name: 'a/b~c', value: '3' },
    { op: 'replace', name: 'kept', value: '4' },
    { op: 'remove', name: 'dropped' },
  ])
  const undone = await update(imageId, inverse)

  expect(image).toMatchObject({
    name: 'after',
    minDiskGb: 4,
    isProtected: true,
    isHidden: true,
    visibility: 'private',
    tags: ['b', 'c'],
    properties: { 'a/b~c': '3', kept: '4' },
  })
  expect(image.properties).not.toHaveProperty('dropped')
  expect({ ...undone.image, updatedAt: '' }).toEqual({ ...before, updatedAt: '' })
})

test('writes nothing over a change that somebody made meanwhile', async () => {
  const imageId = await host.create({ name: 'mine' })
  const { updatedAt } = await host.demo.show({ cloudId, imageId }, never)
  const change = [{ op: 'replace', name: 'name', value: 'late' }] as const
  const input = { cloudId, imageId, changes: change, basedOn: '2020-01-01T00:00:00Z' }

  await expect(host.demo.update(input, never)).rejects.toMatchObject({
    code: 'IMAGE_CHANGED',
    data: { imageId, basedOn: '2020-01-01T00:00:00Z', updatedAt },
  })
  expect((await host.demo.show({ cloudId, imageId }, never)).name).toBe('mine')
  const { image } = await host.demo.update({ ...input, basedOn: updatedAt }, never)
  expect(image.name).toBe('late')
})

test.each<[string, ImageChange, string, number]>([
  ['a read-only attribute', { op: 'replace', name: 'size', value: 3 }, 'IMAGE_FORBIDS', 403],
  ['a property that is not there', { op: 'replace', name: 'never', value: 'x' }, 'IMAGE_FORBIDS', 409],
  ['a base attribute', { op: 'remove', name: 'name' }, 'IMAGE_FORBIDS', 403],
  ['a name beyond the basic plane', { op: 'replace', name: 'name', value: '🏷' }, 'CLOUD_REFUSED', 400],
  ['a value that is too long', { op: 'replace', name: 'name', value: 'x'.repeat(256) }, 'CLOUD_REFUSED', 400],
])('says why %s cannot be changed', async (_, change, code, status) => {
  const imageId = await host.create()

  await expect(update(imageId, [change])).rejects.toMatchObject({
    code,
    data: { status, message: expect.stringMatching(/\w/) },
  })
})

test('keeps what no form expects: a null name, 128 tags, 10 kB of text, words from right to left', async () => {
  const imageId = await host.create({ name: 'x' })
  const tags = Array.from({ length: 128 }, (_unused, index) => `tag-${index} ü/é`)
  const long = 'ا'.repeat(5000)

  const { image } = await update(imageId, [
    { op: 'replace', name: 'name', value: null },
    { op: 'replace', name: 'tags', value: tags },
    { op: 'add', name: 'long', value: long },
    { op: 'add', name: 'שלום', value: '\u202Eabc' },
  ])

  expect(image.name).toBeNull()
  expect(new Set(image.tags)).toEqual(new Set(tags))
  expect(image.properties).toEqual({ long, שלום: '\u202Eabc' })
})

function update(imageId: string, changes: readonly ImageChange[]) {
  return host.demo.update({ cloudId, imageId, changes, basedOn: null }, never)
}
