import { gzipSync } from 'node:zlib'

import { expect, test } from 'vitest'

import { lookAtFile } from './look-at-file.ts'

const qcow2 = Buffer.alloc(64 * 1024)
qcow2.write('QFI\xfb', 'latin1')
qcow2.writeUInt32BE(3, 4)
qcow2.writeUInt32BE(16, 20)
qcow2.writeUInt32BE(104, 100)

test('looks into a gzip, and at its beginning alone', async () => {
  const large = Buffer.concat([qcow2, Buffer.alloc(8 * 2 ** 20)])

  const look = await lookAtFile(new File([gzipSync(large)], 'noble.img.gz'))

  expect(look).toMatchObject({ packedIn: 'gz', header: { format: 'gzip' }, inner: { format: 'qcow2' } })
})

test('says nothing of what is in a gzip that is cut short, but that it is one', async () => {
  const look = await lookAtFile(new File([gzipSync(qcow2).subarray(0, 20)], 'cut.gz'))

  expect(look).toMatchObject({ packedIn: 'gz', inner: null })
})

test('has no unpacking for what is no packed file', async () => {
  expect(await lookAtFile(new File([qcow2], 'noble.img'))).toMatchObject({
    packedIn: null,
    header: { format: 'qcow2' },
    inner: null,
  })
})
