import { AppError } from '../../../shared/errors.ts'
import type { Unpacking } from '../../../shared/model/pack-format.ts'
import { type ByteFeed, feedFromChunks } from './byte-feed.ts'
import type { HashPool, HashSlots } from './hashing/hash-pool.ts'
import type { SourceFile } from './source-file.ts'
import { unpack } from './unpack.ts'
import type { UploadSource } from './upload-body.ts'

/** A file that goes up as what is packed in it. */
export interface UnpackingSource extends UploadSource {
  /** The file's own hash, once it was read to its end. */
  packedHashes(): Record<string, string>
}

export function createUnpackingSource(
  file: SourceFile,
  unpacking: Unpacking,
  hashing: HashPool,
): UnpackingSource {
  const { name } = file
  let packedHashes: Record<string, string> = {}

  return {
    name,
    sizeBytes: null,
    check: file.check,
    packedHashes: () => packedHashes,
    async open(signal) {
      packedHashes = {}
      const feed = await file.open(signal)
      const packed = hashed(feed, hashing, (hashes) => (packedHashes = hashes))
      const chunks = limited(explained(unpack(packed, unpacking.format), file, unpacking), name, unpacking)
      return feedFromChunks(chunks, async () => {
        await chunks.return()
        await feed.close()
      })
    },
  }
}

/** The file's bytes as they are, which are hashed on a thread meanwhile. */
async function* hashed(
  feed: ByteFeed,
  hashing: HashPool,
  tell: (hashes: Record<string, string>) => void,
): AsyncGenerator<Uint8Array, void> {
  const slots = hashing.open(['sha512'])
  try {
    for (;;) {
      const chunk = await nextChunk(feed, slots)
      if (chunk.length === 0) break
      yield chunk
    }
    tell(await slots.digest())
  } finally {
    slots.close()
  }
}

async function nextChunk(feed: ByteFeed, slots: HashSlots): Promise<Uint8Array> {
  const slot = await slots.take()
  try {
    const length = await feed.fill(slot.bytes)
    slots.hash(slot, length)
    // Who unpacks may hold on to it, and the slot has to be free again.
    return Buffer.from(slot.bytes.subarray(0, length))
  } finally {
    slots.release(slot)
  }
}

/** What is not an error of ours is the file's. */
async function* explained(
  chunks: AsyncIterable<Uint8Array>,
  { name }: SourceFile,
  { format }: Unpacking,
): AsyncGenerator<Uint8Array, void> {
  try {
    yield* chunks
  } catch (error) {
    if (error instanceof AppError) throw error
    const detail = error instanceof Error ? error.message : String(error)
    throw new AppError('FILE_NOT_UNPACKED', { name, format, detail }, { cause: error })
  }
}

async function* limited(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  { limitBytes }: Unpacking,
): AsyncGenerator<Uint8Array, void> {
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.length
    if (bytes > limitBytes) throw new AppError('UNPACKED_TOO_LARGE', { name, limitBytes })
    yield chunk
  }
}
