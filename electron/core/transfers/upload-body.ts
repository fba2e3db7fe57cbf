import { Readable } from 'node:stream'

import { AppError } from '../../../shared/errors.ts'
import type { BodySource } from '../http/exchange.ts'
import { createHashSlots, type HashSlots, type Slot } from './hash-slots.ts'
import type { ByteFeed, SourceFile } from './source-file.ts'
import type { TransferRun } from './transfer-job.ts'

/** The bytes of a file on their way up, hashed as they pass. */
export interface UploadBody {
  readonly source: BodySource
  /** What made the last stream break, if the file did. */
  failure(): unknown
  /** Whether the last stream has given everything. */
  isComplete(): boolean
  /** Hashes of what the last stream gave. */
  digest(): Promise<Record<string, string>>
  close(): Promise<void>
}

const algorithms = ['sha512', 'md5']
/**
 * How many slots the socket may still be sending from. A stream is asked for a chunk only when the one before the last
 * has been handed to the system, so two would do.
 */
const slotsInFlight = 3
const checkEveryBytes = 64 * 1024 * 1024

/** One pass over the file. It keeps its own failure: a pass that was given up must not speak for the next. */
interface Pass {
  readonly slots: HashSlots
  feed: ByteFeed | null
  failure: unknown
  isComplete: boolean
}

/** Each opening reads the file again from offset 0, with fresh hashes: a consumed stream is never sent again. */
export function createUploadBody(file: SourceFile, pace: TransferRun['pace']): UploadBody {
  let pass: Pass | null = null

  return {
    source: { kind: 'stream', name: file.name, sizeBytes: file.sizeBytes, open: openAnew },
    failure: () => pass?.failure ?? null,
    isComplete: () => pass?.isComplete ?? false,
    async digest() {
      if (!pass) throw new Error('nothing was read')
      return await pass.slots.digest()
    },
    close,
  }

  async function openAnew(signal: AbortSignal): Promise<Readable> {
    await close()
    const opening = createPass(file)
    pass = opening
    try {
      const feed = await file.open(signal)
      opening.feed = feed
      const paced = atPace(chunks(file, feed, opening), pace)
      return Readable.from(paced, { objectMode: false, highWaterMark: 1 })
    } catch (error) {
      opening.failure = error
      throw error
    }
  }

  async function close() {
    await Promise.all([pass?.feed?.close(), pass?.slots.close()])
  }
}

function createPass(file: SourceFile): Pass {
  return { slots: createHashSlots(algorithms), feed: null, failure: null, isComplete: file.sizeBytes === 0 }
}

async function* atPace(given: AsyncGenerator<Buffer, void>, pace: TransferRun['pace']) {
  for await (const chunk of given) {
    await pace(chunk.length)
    yield chunk
  }
}

async function* chunks(file: SourceFile, feed: ByteFeed, pass: Pass): AsyncGenerator<Buffer, void> {
  try {
    yield* hashedChunks(file, feed, pass)
  } catch (error) {
    pass.failure = error
    throw error
  }
}

/**
 * The last chunk is held back until the file was found unchanged: if it is not, the request breaks off short of its
 * length, and the image stays queued instead of keeping bytes that never belonged together.
 */
async function* hashedChunks(file: SourceFile, feed: ByteFeed, pass: Pass): AsyncGenerator<Buffer, void> {
  const { slots } = pass
  const inFlight: Slot[] = []
  let checkAtBytes = checkEveryBytes
  for (let givenBytes = 0; givenBytes < file.sizeBytes; ) {
    const slot = await slots.take()
    const length = await feed.fill(slot.bytes)
    givenBytes += length
    if (length === 0 || givenBytes > file.sizeBytes) throw changed(file, givenBytes)
    const isLast = givenBytes === file.sizeBytes
    if (isLast || givenBytes >= checkAtBytes) {
      await file.check()
      checkAtBytes += checkEveryBytes
    }
    if (isLast && (await feed.fill(Buffer.alloc(1))) > 0) throw changed(file, givenBytes + 1)
    slots.hash(slot, length)
    inFlight.push(slot)
    pass.isComplete = isLast
    yield slot.bytes.subarray(0, length)
    if (inFlight.length > slotsInFlight) slots.release(inFlight.shift()!)
  }
}

function changed({ name, sizeBytes: expectedBytes }: SourceFile, actualBytes: number): AppError {
  return new AppError('FILE_CHANGED', { name, expectedBytes, actualBytes })
}
