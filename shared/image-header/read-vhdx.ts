import { type Binary, binaryOf } from './binary.ts'
import { headerOf, type ImageHeader, type ReadBytes } from './image-header.ts'

// GUIDs as they lie in the file, [MS-VHDX] 2.2.3.2 and 2.6.
const metadataRegion = '06a27c8b90479a4bb8fe575f050f886e'
const virtualDiskSize = '2442a52f1bcd7648b2115dbed83bf4b8'
const fileParameters = '3767a1ca36fa434db3b633f0aa44e76b'
const hasParent = 1 << 1
const regionTableAt = 192 * 1024
const tableBytes = 64 * 1024

/** Microsoft's VHDX ([MS-VHDX]): its size is behind two tables. */
export async function readVhdx(head: Uint8Array, read: ReadBytes): Promise<ImageHeader | null> {
  if (!binaryOf(head, 'little').startsWith('vhdxfile')) return null
  const regions = binaryOf(await read(regionTableAt, tableBytes), 'little')
  const metadataAt = regions.startsWith('regi') ? findRegion(regions) : null
  if (metadataAt === null) return headerOf('vhdx')

  const table = binaryOf(await read(metadataAt, tableBytes), 'little')
  const sizeAt = findItem(table, virtualDiskSize)
  const parametersAt = findItem(table, fileParameters)
  const size = sizeAt === null ? null : binaryOf(await read(metadataAt + sizeAt, 8), 'little').u64(0)
  const flags =
    parametersAt === null ? 0 : binaryOf(await read(metadataAt + parametersAt, 8), 'little').u32(4)
  return headerOf('vhdx', { virtualSizeBytes: size, backingFile: (flags & hasParent) === 0 ? null : '' })
}

function findRegion(table: Binary): number | null {
  const count = Math.min(table.u32(8), 2047)
  for (let entry = 16; entry < 16 + count * 32; entry += 32) {
    if (hex(table, entry) === metadataRegion) return table.u64(entry + 16)
  }
  return null
}

function findItem(table: Binary, guid: string): number | null {
  if (!table.startsWith('metadata')) return null
  const count = Math.min(table.u16(10), 2047)
  for (let entry = 32; entry < 32 + count * 32; entry += 32) {
    if (hex(table, entry) === guid) return table.u32(entry + 16)
  }
  return null
}

function hex(table: Binary, at: number): string {
  return [0, 4, 8, 12]
    .map((step) =>
      swap(table.u32(at + step))
        .toString(16)
        .padStart(8, '0'),
    )
    .join('')
}

function swap(value: number): number {
  return (((value & 0xff) << 24) | ((value & 0xff00) << 8) | ((value >>> 8) & 0xff00) | (value >>> 24)) >>> 0
}
