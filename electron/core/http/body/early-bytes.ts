import type { Readable } from 'node:stream'

/** What an answer brings before anybody is ready to take it. */
export interface EarlyBytes {
  /** All of it; asked once, and in the same turn whoever asks listens for what follows. */
  take(): Uint8Array
}

/** More is left to the stream, and by it to the wire. */
const mostBytes = 256 * 1024

/**
 * Begins to read at once: what node has read and nobody took is gone when the connection ends, and with it what a
 * download could have kept.
 */
export function readEarly(answer: Readable): EarlyBytes {
  const chunks: Uint8Array[] = []
  let bytes = 0
  const keep = (chunk: Uint8Array) => {
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes >= mostBytes) answer.pause()
  }
  answer.on('data', keep)
  return {
    take() {
      answer.off('data', keep)
      const [only] = chunks
      return chunks.length === 1 && only ? only : Buffer.concat(chunks)
    },
  }
}
