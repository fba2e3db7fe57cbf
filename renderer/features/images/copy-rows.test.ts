import { expect, test } from 'vitest'

import { imageUnderTest } from '../../../shared/model/image-under-test.ts'
import { copyOf } from './copy-rows.ts'

test('writes the columns shown as CSV that a spreadsheet reads back', () => {
  const images = [
    imageUnderTest({ name: 'say "hi", twice', tags: ['a', 'b'], sizeBytes: 12 }),
    imageUnderTest({ name: null, tags: [], sizeBytes: null }),
  ]

  expect(copyOf('csv', images, ['name', 'size', 'tags'])).toBe(
    'name,size,tags\r\n"say ""hi"", twice",12,a b\r\n,,\r\n',
  )
})

test('writes everything as JSON', () => {
  const image = imageUnderTest({ properties: { os_distro: 'debian' } })

  expect(JSON.parse(copyOf('json', [image], ['name']))).toEqual([image])
})
