import { binaryOf } from './binary.ts'
import { type FileFormat, headerOf, type ImageHeader } from './image-header.ts'

const isoSector = 2048
const vdiDifferencing = 4

/** Formats whose whole description is a few fields in one place: VirtualBox's vdi, ISO 9660, LUKS. */
export function readSmallFormats(head: Uint8Array, sizeBytes: number): ImageHeader | null {
  const little = binaryOf(head, 'little')
  const big = binaryOf(head, 'big')
  if (little.u32(0x40) === 0xbeda107f) {
    return headerOf('vdi', {
      virtualSizeBytes: little.u64(0x170),
      backingFile: little.u32(0x4c) === vdiDifferencing ? '' : null,
    })
  }
  if (little.startsWith([0x4c, 0x55, 0x4b, 0x53, 0xba, 0xbe])) return readLuks(head, sizeBytes)
  // Volume descriptors begin at the 17th sector; UDF without ISO 9660 begins with BEA01.
  const volume = ['CD001', 'BEA01'].find((name) => little.startsWith(name, 16 * isoSector + 1))
  if (!volume) return null
  const isBootableDisk = big.u16(510) === 0x55aa
  return headerOf('iso', { virtualSizeBytes: sizeBytes, partitionTable: isBootableDisk ? 'mbr' : null })
}

/** Version 1 says where its data begins; version 2 says it in JSON, which may be beyond what is read here. */
function readLuks(head: Uint8Array, sizeBytes: number): ImageHeader {
  const at = binaryOf(head, 'big')
  const version = at.u16(6)
  const payloadAt = version === 1 ? at.u32(104) * 512 : null
  return headerOf('luks', {
    subtype: String(version),
    virtualSizeBytes: payloadAt === null ? null : Math.max(0, sizeBytes - payloadAt),
    isEncrypted: true,
  })
}

const packed: readonly (readonly [FileFormat, at: number, signature: string | readonly number[]])[] = [
  ['gzip', 0, [0x1f, 0x8b, 0x08]],
  ['xz', 0, [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ['bzip2', 0, 'BZh'],
  ['zstd', 0, [0x28, 0xb5, 0x2f, 0xfd]],
  ['zip', 0, [0x50, 0x4b, 0x03, 0x04]],
  ['7z', 0, [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ['tar', 257, 'ustar'],
]

/** What is no disk but holds one: compressed files, and archives such as an OVA. */
export function readPacked(head: Uint8Array): ImageHeader | null {
  const at = binaryOf(head, 'little')
  const found = packed.find(([, offset, signature]) => at.startsWith(signature, offset))
  return found ? headerOf(found[0]) : null
}
