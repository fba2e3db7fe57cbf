import { binaryOf } from './binary.ts'
import { headerOf, type ImageHeader } from './image-header.ts'

/** A VHD ends with 512 bytes that describe it; a growing one begins with a copy of them. */
export const vhdFooterBytes = 512

const kinds: Readonly<Record<number, string>> = { 2: 'fixed', 3: 'dynamic', 4: 'differencing' }

/** Microsoft's Virtual Hard Disk, "Virtual Hard Disk Image Format Specification" 1.0. */
export function readVhd(head: Uint8Array, tail: Uint8Array | null): ImageHeader | null {
  const footer = [head, tail].find((bytes) => bytes && binaryOf(bytes, 'big').startsWith('conectix'))
  if (!footer) return null
  const at = binaryOf(footer, 'big')
  const kind = kinds[at.u32(60)] ?? null
  return headerOf('vhd', {
    virtualSizeBytes: at.u64(48),
    // Without the copy at its beginning a reader that looks there takes it for a plain disk.
    subtype: footer === tail ? 'fixed' : kind,
    backingFile: kind === 'differencing' ? '' : null,
  })
}
