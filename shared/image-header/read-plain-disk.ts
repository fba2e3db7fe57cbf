import { binaryOf } from './binary.ts'
import { headerOf, type ImageHeader } from './image-header.ts'

const sectorSizes = [512, 4096]

/** A disk as it is, known by its partition table: GPT (UEFI 2.10, 5.3) or MBR. */
export function readPlainDisk(head: Uint8Array, sizeBytes: number): ImageHeader | null {
  const at = binaryOf(head, 'little')
  const isGpt = sectorSizes.some((sector) => at.startsWith('EFI PART', sector))
  if (!isGpt && at.u16(510) !== 0xaa55) return null
  return headerOf('raw', { virtualSizeBytes: sizeBytes, partitionTable: isGpt ? 'gpt' : 'mbr' })
}
