import type { AnswerBody, ExchangeHead } from '../exchange.ts'

/** Where one answer's body goes. A promise from `write` holds the wire until it settles. */
export interface AnswerSink {
  start(head: ExchangeHead): Promise<void> | void
  write(chunk: Uint8Array): Promise<void> | void
  /** `isCut`: the connection ended before the body did. */
  finish(isCut: boolean): Promise<AnswerBody> | AnswerBody
  /** The answer failed: lets go of everything. */
  abandon(): Promise<void> | void
}
