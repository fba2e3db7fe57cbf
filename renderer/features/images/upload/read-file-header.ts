import type { ImageHeader } from '../../../../shared/image-header/image-header.ts'
import { readImageHeader } from '../../../../shared/image-header/read-image-header.ts'

/** What a file says of itself by its first bytes; null for one that cannot be read: the upload will say why. */
export async function readFileHeader(file: File): Promise<ImageHeader | null> {
  const read = async (offset: number, length: number) =>
    new Uint8Array(await file.slice(offset, offset + length).arrayBuffer())
  return await readImageHeader(read, file.size).catch(() => null)
}
