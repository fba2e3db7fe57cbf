import { binaryOf } from './binary.ts'
import { headerOf, type ImageHeader } from './image-header.ts'

const externalData = 1 << 2
const knownFeatures = 0b11111
const dataFileExtension = 0x44415441

/** QEMU's qcow2, versions 2 and 3 (docs/interop/qcow2.rst of QEMU), and its forerunner QED. */
export function readQcow2(head: Uint8Array): ImageHeader | null {
  const at = binaryOf(head, 'big')
  if (at.startsWith('QED\0')) {
    return headerOf('qed', { virtualSizeBytes: binaryOf(head, 'little').u64(48) })
  }
  if (!at.startsWith([0x51, 0x46, 0x49, 0xfb])) return null

  const version = at.u32(4)
  const featuresHigh = version >= 3 ? at.u32(72) : 0
  const featuresLow = version >= 3 ? at.u32(76) : 0
  return headerOf('qcow2', {
    virtualSizeBytes: at.u64(24),
    subtype: String(version),
    backingFile: readBackingFile(head),
    dataFile: (featuresLow & externalData) === 0 ? null : (readDataFile(head) ?? ''),
    isEncrypted: at.u32(32) !== 0,
    hasUnknownFeatures: featuresHigh !== 0 || (featuresLow & ~knownFeatures) !== 0,
  })
}

function readBackingFile(head: Uint8Array): string | null {
  const at = binaryOf(head, 'big')
  const offset = at.u64(8)
  if (offset === 0) return null
  return offset === null || offset > head.length ? '' : at.text(offset, Math.min(at.u32(16), 1023))
}

/** The name is in a header extension: type, length and content, each padded to eight bytes. */
function readDataFile(head: Uint8Array): string | null {
  const at = binaryOf(head, 'big')
  let offset = at.u32(100)
  while (offset + 8 <= head.length) {
    const type = at.u32(offset)
    const length = at.u32(offset + 4)
    if (type === dataFileExtension) return at.text(offset + 8, Math.min(length, 1023))
    if (type === 0) return null
    offset += 8 + Math.ceil(length / 8) * 8
  }
  return null
}
