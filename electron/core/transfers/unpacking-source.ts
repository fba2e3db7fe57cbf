import { AppError } from '../../../shared/errors.ts'
import type { Unpacking } from '../../../shared/model/pack-format.ts'
import { type ByteFeed, feedFromChunks } from './byte-feed.ts'
import { createHashSlots } from './hash-slots.ts'
import type { SourceFile } from './source-file.ts'
import { unpack } from './unpack.ts'
import type { UploadSource } from './upload-body.ts'

/** A file that goes up as what is packed in it. */
export interface UnpackingSource extends UploadSource {
  /** The file's own hash, once it was read to its end. */
  packedHashes(): Record<string, string>
}

export function createUnpackingSource(file: SourceFile, unpacking: Unpacking): UnpackingSource {
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
      const packed = hashed(feed, (hashes) => (packedHashes = hashes))
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
  tell: (hashes: Record<string, string>) => void,
): AsyncGenerator<Uint8Array, void> {
  const slots = createHashSlots(['sha512'])
  try {
    for (;;) {
      const slot = await slots.take()
      const length = await feed.fill(slot.bytes)
      if (length === 0) break
      slots.hash(slot, length)
      // Who unpacks may hold on to it, and the slot has to be free again.
      const chunk = Buffer.from(slot.bytes.subarray(0, length))
      slots.release(slot)
      yield chunk
    }
    tell(await slots.digest())
  } finally {
    await slots.close()
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
