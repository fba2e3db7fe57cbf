import { expect, test } from 'vitest'

import { draftFromFileName } from './upload-draft.ts'

test('takes the format from an extension that says it', () => {
  const formats = ['a.qcow2', 'a.ISO', 'a.vmdk', 'a.vdi', 'a.vhd', 'a.vhdx', 'a.raw'].map(
    (name) => draftFromFileName(name).diskFormat,
  )

  expect(formats).toEqual(['qcow2', 'iso', 'vmdk', 'vdi', 'vhd', 'vhdx', 'raw'])
})

test('guesses no format from .img, nor from a name that does not tell', () => {
  const formats = ['a.img', 'a.bin', 'a', 'a.qcow', 'a.ova'].map((name) => draftFromFileName(name).diskFormat)

  expect(formats).toEqual([null, null, null, null, null])
})

test('names the image as the file, without the extension', () => {
  const names = ['noble.img', 'ubuntu-24.04', 'v1.2.qcow2', '.hidden', 'plain'].map(
    (name) => draftFromFileName(name).name,
  )

  expect(names).toEqual(['noble', 'ubuntu-24.04', 'v1.2', '.hidden', 'plain'])
})

test('knows a compressed file, which the cloud would not unpack', () => {
  expect(draftFromFileName('disk.raw.xz')).toEqual({ name: 'disk.raw', diskFormat: null, isCompressed: true })
  expect(draftFromFileName('disk.raw').isCompressed).toBe(false)
})
