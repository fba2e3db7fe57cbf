import type { ImageHeader } from '../../../../shared/image-header/image-header.ts'
import { packFormatOf } from '../../../../shared/image-header/pack-format-of.ts'
import { readImageHeader } from '../../../../shared/image-header/read-image-header.ts'
import type { PackFormat } from '../../../../shared/model/pack-format.ts'
import { readFileHeader } from './read-file-header.ts'

/** What a file says of itself by its first bytes. */
export interface FileLook {
  readonly header: ImageHeader
  /** What can be unpacked on the way up; null when the file is nothing of the kind. */
  readonly packedIn: PackFormat | null
  /** Of what is packed in it; null when the browser cannot look into this packing. */
  readonly inner: ImageHeader | null
}

const innerBytes = 1024 * 1024

/** Null for a file that cannot be read: the upload will say why. */
export async function lookAtFile(file: File): Promise<FileLook | null> {
  const header = await readFileHeader(file)
  if (!header) return null
  const packedIn = packFormatOf(header.format)
  const start = packedIn === 'gz' ? await gunzippedStart(file).catch(() => null) : null
  const inner = start && (await readImageHeader(bytesOf(start), start.length).catch(() => null))
  return { header, packedIn, inner }
}

async function gunzippedStart(file: File): Promise<Uint8Array> {
  const reader = file.stream().pipeThrough(new DecompressionStream('gzip')).getReader()
  const start = new Uint8Array(innerBytes)
  let filled = 0
  try {
    while (filled < start.length) {
      const { value, done } = await reader.read()
      if (done) break
      const taken = value.subarray(0, start.length - filled)
      start.set(taken, filled)
      filled += taken.length
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
  return start.subarray(0, filled)
}

function bytesOf(start: Uint8Array) {
  return async (offset: number, length: number) => start.subarray(offset, offset + length)
}
