import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'

import { Decompress } from 'fzstd'
import xz from 'xz-decompress'

import type { PackFormat } from '../../../shared/model/pack-format.ts'

/** zstd can say "128 KiB of zeros" in four bytes, and answers each piece at once: a piece must not say it too often. */
const zstdPieceBytes = 4096

/** What is packed in these bytes, piece by piece. Throws, in the words of the format's library, what is not whole. */
export function unpack(packed: AsyncIterable<Uint8Array>, format: PackFormat): AsyncIterable<Uint8Array> {
  if (format === 'gz') return unpackGzip(packed)
  return format === 'xz' ? unpackXz(packed) : unpackZstd(packed)
}

async function* unpackGzip(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  const gunzip = createGunzip({ chunkSize: 256 * 1024 })
  const flowing = pipeline(packed, gunzip)
  // What goes wrong in the pipeline is also what the loop ends with.
  flowing.catch(() => {})
  yield* gunzip
}

async function* unpackXz(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  const source = Readable.toWeb(Readable.from(packed, { objectMode: false }))
  yield* new xz.XzReadableStream(source as ReadableStream<Uint8Array>)
}

async function* unpackZstd(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  const ready: Uint8Array[] = []
  const decompressor = new Decompress((piece) => ready.push(piece))
  for await (const chunk of packed) {
    for (let start = 0; start < chunk.length; start += zstdPieceBytes) {
      decompressor.push(chunk.subarray(start, start + zstdPieceBytes))
      yield* ready.splice(0)
    }
  }
  decompressor.push(new Uint8Array(0), true)
  yield* ready.splice(0)
}
