import { expect, test } from 'vitest'

import { headerOf } from '../../../../shared/image-header/image-header.ts'
import { draftFor } from './upload-draft.ts'

const formats = ['raw', 'qcow2', 'vmdk', 'iso']

test('believes the bytes, not the name', () => {
  const draft = draftFor('noble.img', headerOf('qcow2', { virtualSizeBytes: 3.5 * 2 ** 30 }), formats)

  expect(draft).toEqual({ name: 'noble', diskFormat: 'qcow2', minDiskGb: 4 })
})

test('takes the format from an extension that says it where the bytes have no signature', () => {
  const found = ['a.qcow2', 'a.ISO', 'a.raw'].map(
    (name) => draftFor(name, headerOf('raw'), formats).diskFormat,
  )

  expect(found).toEqual(['qcow2', 'iso', 'raw'])
})

test('guesses no format from .img, nor from a name that does not tell', () => {
  const found = ['a.img', 'a.bin', 'a', 'a.qcow', 'a.ova'].map((name) => draftFor(name, undefined, formats))

  expect(found.map(({ diskFormat }) => diskFormat)).toEqual([null, null, null, null, null])
})

test('names the image as the file, without the extension', () => {
  const names = ['noble.img', 'ubuntu-24.04', 'v1.2.qcow2', '.hidden', 'plain'].map(
    (name) => draftFor(name, undefined, formats).name,
  )

  expect(names).toEqual(['noble', 'ubuntu-24.04', 'v1.2', '.hidden', 'plain'])
})

test('leaves the format of a packed file open: what is in it is not told', () => {
  expect(draftFor('disk.raw.xz', headerOf('xz'), formats)).toEqual({
    name: 'disk.raw',
    diskFormat: null,
    minDiskGb: '',
  })
})
