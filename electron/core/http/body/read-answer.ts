import type { Readable } from 'node:stream'

import { abortable } from '../abortable.ts'
import type { Stoppable } from '../stop.ts'
import type { AnswerSink } from './answer-sink.ts'
import type { EarlyBytes } from './early-bytes.ts'

/**
 * Moves the body of an answer into a sink, no faster than the sink takes it. True if all of it came, false if the
 * connection ended before; rejects with what the sink throws. After an abort nothing more goes into the sink.
 */
export function readAnswer(
  answer: Readable,
  early: EarlyBytes,
  sink: AnswerSink,
  onRead: (bytes: number, held: Promise<void> | null) => void,
  signal: Stoppable,
): Promise<boolean> {
  return abortable(signal, (resolve, reject) => {
    let held: Promise<void> | null = null
    const onData = (chunk: Uint8Array) => {
      if (signal.aborted) return
      held = take(sink, chunk)
      onRead(chunk.length, held)
      if (!held) return
      answer.pause()
      held.then(() => answer.resume(), reject)
    }
    const came = early.take()
    answer.on('data', onData)
    answer.resume()
    if (came.length > 0) onData(came)
    onceOver(answer, (isWhole) => {
      Promise.resolve(held).then(() => resolve(isWhole), reject)
    })
  })
}

/**
 * A stream ends as its last chunk is handed over, whether or not that was taken. Node's `finished` tells the same, at
 * several times the price.
 */
function onceOver(answer: Readable, tell: (isWhole: boolean) => void): void {
  if (answer.readableEnded || answer.destroyed) return tell(answer.readableEnded)
  answer.once('end', () => tell(true))
  answer.once('error', () => tell(false))
  answer.once('close', () => tell(false))
}

/** A sink that fails at once fails like one that fails later. */
function take(sink: AnswerSink, chunk: Uint8Array): Promise<void> | null {
  try {
    return sink.write(chunk) ?? null
  } catch (error) {
    return Promise.reject(error)
  }
}
