import { Readable } from 'node:stream'

import { AppError } from '../../../shared/errors.ts'
import type { BodySource } from '../http/exchange.ts'
import type { ByteFeed } from './byte-feed.ts'
import type { HashPool, HashSlots } from './hashing/hash-pool.ts'
import type { Slot } from './hashing/slot-supply.ts'
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
const checkEveryBytes = 64 * 1024 * 1024

/** One pass over the source. It keeps its own failure: a pass that was given up must not speak for the next. */
interface Pass {
  readonly slots: HashSlots
  /** What the socket may still be sending from, and what waits to be sent. */
  readonly held: Set<Slot>
  isClosed: boolean
  feed: ByteFeed | null
  failure: unknown
  givenBytes: number
  isComplete: boolean
  hashes: Promise<Record<string, string>> | null
}

/** Each opening reads the source again from offset 0, with fresh hashes: a consumed stream is never sent again. */
export function createUploadBody(
  from: UploadSource,
  hashing: HashPool,
  pace: TransferRun['pace'],
): UploadBody {
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
    const opening = createPass(from, hashing)
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
    if (!pass) return
    const { slots, held, feed } = pass
    pass.isClosed = true
    slots.close()
    for (const slot of held) slots.release(slot)
    held.clear()
    await feed?.close()
  }
}

function createPass({ sizeBytes }: UploadSource, hashing: HashPool): Pass {
  return {
    slots: hashing.open(algorithms),
    held: new Set(),
    isClosed: false,
    feed: null,
    failure: null,
    givenBytes: 0,
    isComplete: sizeBytes === 0,
    hashes: null,
  }
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
  let before: Slot | null = null
  let checkAtBytes = checkEveryBytes
  for await (const { slot, length, isLast } of pieces) {
    pass.slots.hash(slot, length)
    pass.givenBytes += length
    if (isLast || pass.givenBytes >= checkAtBytes) {
      await from.check()
      checkAtBytes += checkEveryBytes
    }
    if (isLast) from.approve?.(pass.givenBytes, await digestOf(pass))
    pass.isComplete = isLast
    if (length > 0) yield slot.bytes.subarray(0, length)
    // A stream is asked for a chunk only when the one before the last has been handed to the system.
    if (before) letGo(before, pass)
    before = slot
  }
}

/** Exactly as many bytes as were announced. */
async function* piecesOf(from: UploadSource, feed: ByteFeed, pass: Pass): AsyncGenerator<Piece, void> {
  const sizeBytes = from.sizeBytes ?? 0
  for (let readBytes = 0; readBytes < sizeBytes; ) {
    const { slot, length } = await fillSlot(feed, pass)
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
async function* piecesToTheEnd(feed: ByteFeed, pass: Pass): AsyncGenerator<Piece, void> {
  let held = await fillSlot(feed, pass)
  while (held.length > 0) {
    const following = await fillSlot(feed, pass)
    yield { ...held, isLast: following.length === 0 }
    if (following.length === 0) return letGo(following.slot, pass)
    held = following
  }
  yield { ...held, isLast: true }
}

/** Nobody else may get a slot that is being filled, so one that is late is let go only then. */
async function fillSlot(feed: ByteFeed, pass: Pass): Promise<Omit<Piece, 'isLast'>> {
  const { slots, held } = pass
  const slot = await slots.take()
  try {
    const length = await feed.fill(slot.bytes)
    if (pass.isClosed) throw new Error('nobody wants these bytes any more')
    held.add(slot)
    return { slot, length }
  } finally {
    if (!held.has(slot)) slots.release(slot)
  }
}

function letGo(slot: Slot, { slots, held }: Pass): void {
  if (held.delete(slot)) slots.release(slot)
}
