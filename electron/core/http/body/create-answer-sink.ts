import { AppError } from '../../../../shared/errors.ts'
import type { BodySink, ExchangeHead } from '../exchange.ts'
import type { AnswerSink } from './answer-sink.ts'
import { createFileSink } from './file-sink.ts'

/** `host` is for errors. Throws ANSWER_ENDLESS for an answer far beyond what memory may hold of it. */
export function createAnswerSink(into: BodySink, host: string): AnswerSink {
  if (into.kind === 'memory') return createMemorySink(into.capBytes, host)
  if (into.kind === 'file') return createFileSink(into.path)
  if (into.kind === 'choose') return createChosenSink(into.choose, host)
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

function createChosenSink(choose: (head: ExchangeHead) => BodySink, host: string): AnswerSink {
  let chosen: AnswerSink = createMemorySink(0, host)
  return {
    start(head) {
      chosen = createAnswerSink(choose(head), host)
      return chosen.start(head)
    },
    write: (chunk) => chosen.write(chunk),
    finish: (isCut) => chosen.finish(isCut),
    abandon: () => chosen.abandon(),
  }
}

/** How much beyond the cap is still counted: whoever sends more may never end. */
const mostDroppedBytes = 128 * 1024 * 1024

function createMemorySink(capBytes: number, host: string): AnswerSink {
  const chunks: Uint8Array[] = []
  let keptBytes = 0
  let droppedBytes = 0
  return {
    start() {},
    write(chunk) {
      const kept = chunk.subarray(0, capBytes - keptBytes)
      if (kept.length > 0) chunks.push(kept)
      keptBytes += kept.length
      droppedBytes += chunk.length - kept.length
      if (droppedBytes > mostDroppedBytes)
        throw new AppError('ANSWER_ENDLESS', { host, receivedBytes: keptBytes + droppedBytes })
    },
    finish: (isCut) => ({
      kind: 'memory',
      bytes: Buffer.concat(chunks, keptBytes),
      isTruncated: droppedBytes > 0 || isCut,
    }),
    abandon() {
      chunks.length = 0
    },
  }
}
