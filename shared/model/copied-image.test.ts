import { expect, test } from 'vitest'

import { copiedImage } from './copied-image.ts'
import type { Image } from './image.ts'
import { imageUnderTest } from './image-under-test.ts'

test('formats, sizes, tags and properties go along under the same name', () => {
  const image = imageOf({ tags: ['a', 'b'], properties: { hw_disk_bus: 'scsi', os_type: 'linux' } })

  const { image: copy, notCarried } = copiedImage(image, { isAdmin: false })

  expect(copy).toEqual({
    name: 'debian',
    diskFormat: 'qcow2',
    containerFormat: 'bare',
    visibility: 'private',
    minDiskGb: 2,
    minRamMb: 256,
    tags: ['a', 'b'],
    properties: { hw_disk_bus: 'scsi', os_type: 'linux' },
  })
  expect(notCarried).toEqual([])
})

test('what names a thing of the first cloud stays, and is told', () => {
  const properties = {
    os_glance_importing_to_stores: '',
    img_signature_certificate_uuid: 'key',
    instance_uuid: 'server',
    os_distro: 'debian',
  }

  const { image, notCarried } = copiedImage(imageOf({ isProtected: true, isHidden: true, properties }), {
    isAdmin: true,
  })

  expect(image.properties).toEqual({ os_distro: 'debian' })
  expect(notCarried).toEqual([
    'img_signature_certificate_uuid',
    'instance_uuid',
    'os_glance_importing_to_stores',
    'os_hidden',
    'protected',
  ])
})

test('only an administrator makes a public image public elsewhere, unless it is asked for', () => {
  const image = imageOf({ visibility: 'public' })

  const byMember = copiedImage(image, { isAdmin: false })
  const byAdmin = copiedImage(image, { isAdmin: true })
  const asked = copiedImage(image, { isAdmin: false, visibility: 'public' })

  expect([byMember.image.visibility, byMember.notCarried]).toEqual(['private', ['visibility']])
  expect([byAdmin.image.visibility, byAdmin.notCarried]).toEqual(['public', []])
  expect([asked.image.visibility, asked.notCarried]).toEqual(['public', []])
})

test('no more tags than a new image may have', () => {
  const tags = Array.from({ length: 130 }, (_, index) => `tag ${index}`)

  const { image, notCarried } = copiedImage(imageOf({ tags }), { isAdmin: false })

  expect(image.tags).toHaveLength(128)
  expect(notCarried).toEqual(['tags'])
})

test('a nameless image is called by its id', () => {
  expect(copiedImage(imageOf({ name: null }), { isAdmin: false }).image.name).toBe('the-id')
})

function imageOf(changes: Partial<Image>): Image {
  return imageUnderTest({ id: 'the-id', diskFormat: 'qcow2', minDiskGb: 2, minRamMb: 256, ...changes })
}
