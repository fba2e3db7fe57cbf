import { array, assert, asyncProperty, constantFrom, nat, tuple, uint8Array } from 'fast-check'
import { expect, test } from 'vitest'

import type { ImageHeader } from './image-header.ts'
import { readImageHeader } from './read-image-header.ts'

test('takes nothing for a plain disk but what begins with a partition table', async () => {
  expect(await inspect(bytes(1024))).toMatchObject({
    format: 'raw',
    partitionTable: null,
    virtualSizeBytes: 1024,
  })
  expect(await inspect(bytes(1024, [510, [0x55, 0xaa]]))).toMatchObject({ partitionTable: 'mbr' })
  const gpt = bytes(8192, [510, [0x55, 0xaa]], [512, 'EFI PART'])
  expect(await inspect(gpt)).toMatchObject({ format: 'raw', partitionTable: 'gpt', virtualSizeBytes: 8192 })
})

test('knows an ISO, and that it begins like a disk when it boots from a stick', async () => {
  const plain = bytes(40_000, [32_769, 'CD001'])
  const hybrid = bytes(40_000, [32_769, 'CD001'], [510, [0x55, 0xaa]])

  expect(await inspect(plain)).toMatchObject({
    format: 'iso',
    partitionTable: null,
    virtualSizeBytes: 40_000,
  })
  expect(await inspect(hybrid)).toMatchObject({ format: 'iso', partitionTable: 'mbr' })
})

test('knows files that are packed', async () => {
  const found = await Promise.all(
    [
      bytes(20, [0, [0x1f, 0x8b, 8]]),
      bytes(20, [0, [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]]),
      bytes(20, [0, 'BZh9']),
      bytes(20, [0, [0x28, 0xb5, 0x2f, 0xfd]]),
      bytes(20, [0, 'PK\x03\x04']),
      bytes(20, [0, [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]]),
      bytes(1024, [257, 'ustar']),
    ].map(inspect),
  )

  expect(found.map(({ format }) => format)).toEqual(['gzip', 'xz', 'bzip2', 'zstd', 'zip', '7z', 'tar'])
})

test('tells a qcow2 from the next century, and one that is encrypted', async () => {
  const qcow2 = [0, [0x51, 0x46, 0x49, 0xfb, 0, 0, 0, 3]] as const

  expect(await inspect(bytes(200, qcow2, [76, [0, 0, 1, 0]]))).toMatchObject({ hasUnknownFeatures: true })
  expect(await inspect(bytes(200, qcow2, [76, [0, 0, 0, 0x1f]]))).toMatchObject({ hasUnknownFeatures: false })
  expect(await inspect(bytes(200, qcow2, [32, [0, 0, 0, 2]]))).toMatchObject({ isEncrypted: true })
})

test('a qcow2 whose backing file is named beyond its beginning has one, without a name', async () => {
  const header = await inspect(bytes(200, [0, [0x51, 0x46, 0x49, 0xfb, 0, 0, 0, 2, 0, 0, 0, 9]]))

  expect(header.backingFile).toBe('')
})

test('knows the kinds of VHD and VDI that are only the difference to another', async () => {
  const vhd = bytes(2048, [0, 'conectix'], [60, [0, 0, 0, 4]])
  const vdi = bytes(2048, [0x40, [0x7f, 0x10, 0xda, 0xbe]], [0x4c, [4]])

  expect(await inspect(vhd)).toMatchObject({ format: 'vhd', subtype: 'differencing', backingFile: '' })
  expect(await inspect(vdi)).toMatchObject({ format: 'vdi', backingFile: '' })
})

test('tells something of every file, however damaged', async () => {
  const signature = constantFrom(
    'QFI\xfb\0\0\0\x03',
    'QED\0',
    'KDMV',
    '# Disk DescriptorFile',
    'vhdxfile',
    'conectix',
    'LUKS\xba\xbe\0\x01',
    '',
  )
  const noise = array(tuple(nat(250_000), uint8Array({ maxLength: 64 })), { maxLength: 8 })
  const size = constantFrom(0, 1, 511, 512, 4096, 65_536, 250_000)

  await assert(
    asyncProperty(
      signature,
      uint8Array({ maxLength: 600 }),
      noise,
      size,
      async (name, start, damage, sizeBytes) => {
        const whole = bytes(
          260_000,
          [0, start],
          [0, name],
          [192 * 1024, name === 'vhdxfile' ? 'regi' : ''],
          ...damage,
        )

        const { virtualSizeBytes } = await inspect(whole.subarray(0, sizeBytes))

        expect(virtualSizeBytes === null || Number.isSafeInteger(virtualSizeBytes)).toBe(true)
      },
    ),
    { numRuns: 200 },
  )
})

type Patch = readonly [at: number, content: string | ArrayLike<number>]

function bytes(size: number, ...patches: readonly Patch[]): Uint8Array {
  const file = new Uint8Array(size)
  for (const [at, content] of patches) {
    file.set(typeof content === 'string' ? Array.from(content, (c) => c.charCodeAt(0)) : content, at)
  }
  return file
}

function inspect(file: Uint8Array): Promise<ImageHeader> {
  return readImageHeader(async (offset, length) => file.subarray(offset, offset + length), file.length)
}
