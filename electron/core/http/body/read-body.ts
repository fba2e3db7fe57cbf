import type { Readable } from 'node:stream'

import { AppError } from '../../../../shared/errors.ts'
import type { BodySource } from '../exchange.ts'
import { readFileChunks } from './read-file.ts'
import { readStream } from './read-stream.ts'

/**
 * Yields the bytes of a request's body, and exactly `bodyBytes` of them unless that is null. The chunk that completes
 * them comes only when the source has shown that it holds no more.
 *
 * Throws FILE_GONE, FILE_CHANGED, FILE_UNREADABLE, or the signal's reason.
 */
export function readBody(
  source: BodySource,
  bodyBytes: number | null,
  signal: AbortSignal,
): AsyncIterable<Uint8Array> | Iterable<Uint8Array> {
  if (source.kind === 'none') return []
  if (source.kind === 'bytes') return slicesOf(source.bytes)
  if (source.kind === 'file') return readFileChunks(source)
  const chunks = readSource(source, signal)
  return bodyBytes === null ? chunks : exactly(chunks, bodyBytes, source.name)
}

const sliceBytes = 1024 * 1024

function* slicesOf(bytes: Uint8Array): Generator<Uint8Array, void> {
  for (let start = 0; start < bytes.length; start += sliceBytes)
    yield bytes.subarray(start, start + sliceBytes)
}

type StreamSource = Extract<BodySource, { kind: 'stream' }>

async function* readSource(source: StreamSource, signal: AbortSignal): AsyncGenerator<Uint8Array, void> {
  try {
    yield* readStream(await openStream(source, signal), signal)
  } catch (error) {
    if (signal.aborted || error instanceof AppError || !(error instanceof Error)) throw error
    throw new AppError('FILE_UNREADABLE', { name: source.name, detail: error.message }, { cause: error })
  }
}

/** A stream that opens after nobody wants it any more is closed at once. */
async function openStream(source: StreamSource, signal: AbortSignal): Promise<Readable> {
  signal.throwIfAborted()
  const stream = await source.open(signal)
  if (signal.aborted) stream.destroy()
  signal.throwIfAborted()
  return stream
}

async function* exactly(
  chunks: AsyncIterable<Uint8Array>,
  expectedBytes: number,
  name: string,
): AsyncGenerator<Uint8Array, void> {
  const changed = (actualBytes: number) => new AppError('FILE_CHANGED', { name, expectedBytes, actualBytes })
  let seenBytes = 0
  let last: Uint8Array | null = null
  for await (const chunk of chunks) {
    seenBytes += chunk.length
    if (seenBytes > expectedBytes) throw changed(seenBytes)
    if (seenBytes < expectedBytes) yield chunk
    else last ??= chunk
  }
  if (seenBytes !== expectedBytes) throw changed(seenBytes)
  if (last) yield last
}
