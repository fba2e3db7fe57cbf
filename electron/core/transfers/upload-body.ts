import { Readable } from 'node:stream'

import { AppError } from '../../../shared/errors.ts'
import type { BodySource } from '../http/exchange.ts'
import type { ByteFeed } from './byte-feed.ts'
import { createHashSlots, type HashSlots, type Slot } from './hash-slots.ts'
import type { TransferRun } from './transfer-job.ts'

/** Where bytes that go up come from: a file, what is packed in one, or another cloud. */
export interface UploadSource {
  readonly name: string
  /** Null when only the end tells: the body is then sent chunked. */
  readonly sizeBytes: number | null
  /** Starts at the first byte, each time. */
  open(signal: AbortSignal): Promise<ByteFeed>
  /** Throws if the source is no longer what it was. Asked now and then, and before the last chunk is given. */
  check(): Promise<void>
  /** Throws if these are not the hashes of the whole. Asked before the last chunk is given. */
  approve?(sizeBytes: number, hashes: Readonly<Record<string, string>>): void
}

/** The bytes of a source on their way up, hashed as they pass. */
export interface UploadBody {
  readonly source: BodySource
  /** What `source` opens. */
  open(signal: AbortSignal): Promise<Readable>
  /** What made the last stream break, if the source did. */
  failure(): unknown
  /** Whether the last stream has given everything. */
  isComplete(): boolean
  /** How much the last stream has given, and the hashes of it. */
  digest(): Promise<{ sizeBytes: number; hashes: Record<string, string> }>
  close(): Promise<void>
}

const algorithms = ['sha512', 'md5']
/**
 * How many slots the socket may still be sending from. A stream is asked for a chunk only when the one before the last
 * has been handed to the system, so two would do.
 */
const slotsInFlight = 3
const checkEveryBytes = 64 * 1024 * 1024

/** One pass over the source. It keeps its own failure: a pass that was given up must not speak for the next. */
interface Pass {
  readonly slots: HashSlots
  feed: ByteFeed | null
  failure: unknown
  givenBytes: number
  isComplete: boolean
  hashes: Promise<Record<string, string>> | null
}

/** Each opening reads the source again from offset 0, with fresh hashes: a consumed stream is never sent again. */
export function createUploadBody(from: UploadSource, pace: TransferRun['pace']): UploadBody {
  let pass: Pass | null = null

  return {
    source: { kind: 'stream', name: from.name, sizeBytes: from.sizeBytes, open: openAnew },
    open: openAnew,
    failure: () => pass?.failure ?? null,
    isComplete: () => pass?.isComplete ?? false,
    async digest() {
      if (!pass) throw new Error('nothing was read')
      return { sizeBytes: pass.givenBytes, hashes: await digestOf(pass) }
    },
    close,
  }

  async function openAnew(signal: AbortSignal): Promise<Readable> {
    await close()
    const opening = createPass(from)
    pass = opening
    try {
      const feed = await from.open(signal)
      opening.feed = feed
      const paced = atPace(chunks(from, feed, opening, signal), pace)
      return Readable.from(paced, { objectMode: false, highWaterMark: 1 })
    } catch (error) {
      if (!signal.aborted) opening.failure = error
      throw error
    }
  }

  async function close() {
    await Promise.all([pass?.feed?.close(), pass?.slots.close()])
  }
}

function createPass({ sizeBytes }: UploadSource): Pass {
  const slots = createHashSlots(algorithms)
  return { slots, feed: null, failure: null, givenBytes: 0, isComplete: sizeBytes === 0, hashes: null }
}

async function digestOf(pass: Pass): Promise<Record<string, string>> {
  pass.hashes ??= pass.slots.digest()
  return await pass.hashes
}

async function* atPace(given: AsyncGenerator<Buffer, void>, pace: TransferRun['pace']) {
  for await (const chunk of given) {
    await pace(chunk.length)
    yield chunk
  }
}

async function* chunks(
  from: UploadSource,
  feed: ByteFeed,
  pass: Pass,
  signal: AbortSignal,
): AsyncGenerator<Buffer, void> {
  const pieces = from.sizeBytes === null ? piecesToTheEnd(feed, pass) : piecesOf(from, feed, pass)
  try {
    yield* hashedChunks(from, pieces, pass)
  } catch (error) {
    // A source that ends because nobody wants it any more has not failed.
    if (!signal.aborted) pass.failure = error
    throw error
  }
}

interface Piece {
  readonly slot: Slot
  readonly length: number
  readonly isLast: boolean
}

/**
 * The last chunk is held back until the source was found unchanged: if it is not, the request breaks off short of its
 * length, and the image stays queued instead of keeping bytes that never belonged together.
 */
async function* hashedChunks(
  from: UploadSource,
  pieces: AsyncGenerator<Piece, void>,
  pass: Pass,
): AsyncGenerator<Buffer, void> {
  const { slots } = pass
  const inFlight: Slot[] = []
  let checkAtBytes = checkEveryBytes
  for await (const { slot, length, isLast } of pieces) {
    slots.hash(slot, length)
    pass.givenBytes += length
    if (isLast || pass.givenBytes >= checkAtBytes) {
      await from.check()
      checkAtBytes += checkEveryBytes
    }
    if (isLast) from.approve?.(pass.givenBytes, await digestOf(pass))
    inFlight.push(slot)
    pass.isComplete = isLast
    if (length > 0) yield slot.bytes.subarray(0, length)
    if (inFlight.length > slotsInFlight) slots.release(inFlight.shift()!)
  }
}

/** Exactly as many bytes as were announced. */
async function* piecesOf(from: UploadSource, feed: ByteFeed, { slots }: Pass): AsyncGenerator<Piece, void> {
  const sizeBytes = from.sizeBytes ?? 0
  for (let readBytes = 0; readBytes < sizeBytes; ) {
    const slot = await slots.take()
    const length = await feed.fill(slot.bytes)
    readBytes += length
    const isLast = readBytes === sizeBytes
    const isMore = isLast && (await feed.fill(Buffer.alloc(1))) > 0
    if (length === 0 || readBytes > sizeBytes || isMore) {
      const { name } = from
      const actualBytes = isMore ? readBytes + 1 : readBytes
      throw new AppError('FILE_CHANGED', { name, expectedBytes: sizeBytes, actualBytes })
    }
    yield { slot, length, isLast }
  }
}

/** One ahead of what it gives, because only then is it known which is the last; that may be empty. */
async function* piecesToTheEnd(feed: ByteFeed, { slots }: Pass): AsyncGenerator<Piece, void> {
  let held = await next()
  while (held.length > 0) {
    const following = await next()
    yield { ...held, isLast: following.length === 0 }
    if (following.length === 0) return slots.release(following.slot)
    held = following
  }
  yield { ...held, isLast: true }

  async function next(): Promise<Omit<Piece, 'isLast'>> {
    const slot = await slots.take()
    return { slot, length: await feed.fill(slot.bytes) }
  }
}
