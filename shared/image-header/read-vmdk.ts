import { binaryOf } from './binary.ts'
import { headerOf, type ImageHeader, type ReadBytes } from './image-header.ts'

const sectorBytes = 512
const signature = '# Disk DescriptorFile'

/** VMware's vmdk: a sparse file with its descriptor inside, or a descriptor alone, whose data is in other files. */
export async function readVmdk(head: Uint8Array, read: ReadBytes): Promise<ImageHeader | null> {
  const at = binaryOf(head, 'little')
  if (at.startsWith(signature)) return fromDescriptor(at.text(0, head.length), null)
  if (!at.startsWith('KDMV')) return null

  const sectors = at.u64(12)
  const virtualSizeBytes =
    sectors === null || sectors > Number.MAX_SAFE_INTEGER / sectorBytes ? null : sectors * sectorBytes
  const offset = at.u64(28)
  const length = at.u64(36)
  if (!offset || !length || offset > Number.MAX_SAFE_INTEGER / sectorBytes)
    return headerOf('vmdk', { virtualSizeBytes })
  const descriptor = await read(offset * sectorBytes, length * sectorBytes)
  return fromDescriptor(binaryOf(descriptor, 'little').text(0, descriptor.length), virtualSizeBytes)
}

function fromDescriptor(text: string, virtualSizeBytes: number | null): ImageHeader {
  const subtype = /^\s*createType\s*=\s*"([^"]*)"/m.exec(text)?.[1] ?? null
  const parent = /^\s*parentFileNameHint\s*=\s*"([^"]*)"/m.exec(text)?.[1] ?? null
  const elsewhere = /^\s*(?:RW|RDONLY)\s+\d+\s+\w+\s+"([^"]+)"/m.exec(text)?.[1] ?? ''
  return headerOf('vmdk', {
    virtualSizeBytes,
    subtype,
    backingFile: parent,
    dataFile: virtualSizeBytes === null ? elsewhere : null,
  })
}
