import { assert as check, constantFrom, option, property, string } from 'fast-check'
import { expect, test } from 'vitest'

import { numbered, safeFileName } from './safe-file-name.ts'

test.each([
  ['Ubuntu 24.04', 'qcow2', 'Ubuntu 24.04.qcow2'],
  ['cirros-0.6.2-x86_64-disk.img', 'qcow2', 'cirros-0.6.2-x86_64-disk.img'],
  ['rootfs.tar.gz', 'raw', 'rootfs.tar.gz'],
  ['../../etc/passwd', 'raw', '_.._etc_passwd.raw'],
  ['C:\\Windows\\win.ini', 'raw', 'C__Windows_win.ini.raw'],
  ['.hidden', 'iso', 'hidden.iso'],
  ['CON', 'raw', '_CON.raw'],
  ['lpt1.img', 'raw', '_lpt1.img'],
  ['a\u0000b\u202Egnp.exe', 'raw', 'abgnp.exe.raw'],
  ['  ', null, 'image.img'],
  ['..', '../x', 'image.img'],
  ['Fedora', 'QCOW2', 'Fedora.qcow2'],
])('names %j (%s) %j', (imageName, diskFormat, fileName) => {
  expect(safeFileName(imageName, diskFormat)).toBe(fileName)
})

test('keeps a long name whole characters and within what file systems take, with its extension', () => {
  const name = safeFileName('Ảnh đĩa 🖴 '.repeat(40), 'qcow2')

  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200)
  expect(name).toMatch(/^Ảnh đĩa .*\.qcow2$/u)
  expect(Buffer.from(name).toString()).toBe(name)
})

test('never leaves the folder, whatever the image is called', () => {
  const format = option(constantFrom('raw', 'qcow2', '/', '..'))
  check(
    property(string({ unit: 'binary', maxLength: 300 }), format, (imageName, diskFormat) => {
      const name = safeFileName(imageName, diskFormat)
      expect(name).toMatch(/^[^./\\\p{C}][^/\\\p{C}]*\.[a-z0-9]+$/iu)
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200)
    }),
  )
})

test('numbers the files that want one name', () => {
  expect([1, 2, 3].map((count) => numbered('disk.qcow2', count))).toEqual([
    'disk.qcow2',
    'disk (2).qcow2',
    'disk (3).qcow2',
  ])
})
