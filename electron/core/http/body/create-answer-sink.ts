import type { BodySink } from '../exchange.ts'
import type { AnswerSink } from './answer-sink.ts'
import { createFileSink } from './file-sink.ts'

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
