import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'

import type { ImageHeader, ReadBytes } from '../../../shared/image-header/image-header.ts'
import { packFormatOf } from '../../../shared/image-header/pack-format-of.ts'
import { readImageHeader } from '../../../shared/image-header/read-image-header.ts'
import type { PackFormat } from '../../../shared/model/pack-format.ts'
import { unpack } from '../../core/transfers/unpack.ts'

export interface FileLook {
  /** Of the file, or of what is packed in it where that was asked for. Null: it could not be read. */
  readonly header: ImageHeader | null
  /** What has to be unpacked to come to what the header describes. */
  readonly packedIn: PackFormat | null
}

const startBytes = 1024 * 1024

/** What a file says of itself. One that cannot be read says nothing here: sending it tells why. */
export async function lookAtFile(path: string, isUnpacking: boolean, signal: AbortSignal): Promise<FileLook> {
  const header = await readHeader(path).catch(() => null)
  const packedIn = isUnpacking && header ? packFormatOf(header.format) : null
  if (packedIn === null) return { header, packedIn }
  const start = await readUnpackedStart(path, packedIn, signal).catch(() => null)
  signal.throwIfAborted()
  return { header: start && (await readImageHeader(bytesOf(start), start.length)), packedIn }
}

async function readHeader(path: string): Promise<ImageHeader> {
  const file = await open(path)
  try {
    const read: ReadBytes = async (offset, length) => {
      const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, offset)
      return buffer.subarray(0, bytesRead)
    }
    return await readImageHeader(read, (await file.stat()).size)
  } finally {
    await file.close()
  }
}

async function readUnpackedStart(path: string, format: PackFormat, signal: AbortSignal): Promise<Uint8Array> {
  const packed = createReadStream(path, { signal })
  const chunks: Uint8Array[] = []
  let bytes = 0
  try {
    for await (const chunk of unpack(packed, format)) {
      // What unpacks may use the memory of a chunk again.
      chunks.push(chunk.slice())
      bytes += chunk.length
      if (bytes >= startBytes) break
    }
  } finally {
    packed.destroy()
  }
  return Buffer.concat(chunks)
}

function bytesOf(start: Uint8Array): ReadBytes {
  return async (offset, length) => start.subarray(offset, offset + length)
}
