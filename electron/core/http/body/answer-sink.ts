import type { AnswerBody, BodySink, ExchangeHead } from '../exchange.ts'
import { createFileSink } from './file-sink.ts'

/** Where one answer's body goes. A promise from `write` holds the wire until it settles. */
export interface AnswerSink {
  start(head: ExchangeHead): Promise<void> | void
  write(chunk: Uint8Array): Promise<void> | void
  /** `isCut`: the connection ended before the body did. */
  finish(isCut: boolean): Promise<AnswerBody> | AnswerBody
  /** The answer failed: lets go of everything. */
  abandon(): Promise<void> | void
}

export function createAnswerSink(into: BodySink): AnswerSink {
  if (into.kind === 'memory') return createMemorySink(into.capBytes)
  if (into.kind === 'file') return createFileSink(into.path)
  let sizeBytes = 0
  return {
    start: (head) => into.start(head),
    write(chunk) {
      sizeBytes += chunk.length
      return into.write(chunk)
    },
    finish: () => ({ kind: 'custom', sizeBytes }),
    abandon() {},
  }
}

function createMemorySink(capBytes: number): AnswerSink {
  const chunks: Uint8Array[] = []
  let keptBytes = 0
  let isTruncated = false
  return {
    start() {},
    write(chunk) {
      const kept = chunk.subarray(0, capBytes - keptBytes)
      if (kept.length > 0) chunks.push(kept)
      keptBytes += kept.length
      isTruncated ||= kept.length < chunk.length
    },
    finish: (isCut) => ({
      kind: 'memory',
      bytes: Buffer.concat(chunks, keptBytes),
      isTruncated: isTruncated || isCut,
    }),
    abandon() {
      chunks.length = 0
    },
  }
}
