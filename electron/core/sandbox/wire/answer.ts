import type { Readable } from 'node:stream'

import type { HeaderPair } from '../../../../shared/model/wire.ts'

/** What a service of the sandbox answers: the words of the status line, the headers as sent, and the body. */
export interface Answer {
  readonly status: number
  readonly reason: string
  readonly headers: readonly HeaderPair[]
  /** A stream must give exactly as many bytes as its Content-Length says. */
  readonly body: Uint8Array | Readable | null
}

/** Thrown by a handler to answer with something else than its success. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly answer: Answer

  constructor(answer: Answer) {
    super(`${answer.status} ${answer.reason}`)
    this.answer = answer
  }
}

export function headersOf(text: Uint8Array, contentType: string): HeaderPair[] {
  return [
    ['Content-Type', contentType],
    ['Content-Length', String(text.byteLength)],
  ]
}
