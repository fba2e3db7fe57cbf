import type { BodySink, ExchangeHead } from '../exchange.ts'
import type { AnswerSink } from './answer-sink.ts'
import { createFileSink } from './file-sink.ts'

export function createAnswerSink(into: BodySink): AnswerSink {
  if (into.kind === 'memory') return createMemorySink(into.capBytes)
  if (into.kind === 'file') return createFileSink(into.path)
  if (into.kind === 'choose') return createChosenSink(into.choose)
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

function createChosenSink(choose: (head: ExchangeHead) => BodySink): AnswerSink {
  let chosen: AnswerSink = createMemorySink(0)
  return {
    start(head) {
      chosen = createAnswerSink(choose(head))
      return chosen.start(head)
    },
    write: (chunk) => chosen.write(chunk),
    finish: (isCut) => chosen.finish(isCut),
    abandon: () => chosen.abandon(),
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
