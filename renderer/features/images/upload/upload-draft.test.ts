import { expect, test } from 'vitest'

import { headerOf, type ImageHeader } from '../../../../shared/image-header/image-header.ts'
import type { FileLook } from './look-at-file.ts'
import { draftFor } from './upload-draft.ts'

const formats = ['raw', 'qcow2', 'vmdk', 'iso']

test('believes the bytes, not the name', () => {
  const draft = draftFor('noble.img', plain(headerOf('qcow2', { virtualSizeBytes: 3.5 * 2 ** 30 })), formats)

  expect(draft).toEqual({ name: 'noble', diskFormat: 'qcow2', minDiskGb: 4, unpack: null })
})

test('takes the format from an extension that says it where the bytes have no signature', () => {
  const found = ['a.qcow2', 'a.ISO', 'a.raw'].map(
    (name) => draftFor(name, plain(headerOf('raw')), formats).diskFormat,
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

test('a packed file is unpacked, and becomes what is in it as far as that is told', () => {
  const qcow2 = headerOf('qcow2', { virtualSizeBytes: 2 ** 31 })
  const gzip: FileLook = { header: headerOf('gzip'), packedIn: 'gz', inner: qcow2 }
  const xz: FileLook = { header: headerOf('xz'), packedIn: 'xz', inner: null }

  const drafts = [draftFor('noble.img.gz', gzip, formats), draftFor('noble.raw.xz', xz, formats)]

  expect(drafts).toEqual([
    { name: 'noble', diskFormat: 'qcow2', minDiskGb: 2, unpack: 'gz' },
    { name: 'noble', diskFormat: 'raw', minDiskGb: '', unpack: 'xz' },
  ])
})

test('a packed file that is kept so leaves its format open: none of a disk fits', () => {
  const xz: FileLook = { header: headerOf('xz'), packedIn: 'xz', inner: null }

  expect(draftFor('disk.raw.xz', xz, formats, true)).toEqual({
    name: 'disk.raw',
    diskFormat: null,
    minDiskGb: '',
    unpack: null,
  })
})

function plain(header: ImageHeader): FileLook {
  return { header, packedIn: null, inner: null }
}
