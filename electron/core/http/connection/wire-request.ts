import type { Readable } from 'node:stream'

/** An answer whose head is here, whatever version of HTTP it came by. */
export interface WireAnswer {
  readonly status: number
  readonly statusText: string
  /** Name, value, name, value … */
  readonly rawHeaders: readonly string[]
  readonly body: Readable
  rawTrailers(): readonly string[]
  /** Whether all of it came, as far as known. */
  isComplete(): boolean
}

/** What a request tells while it is on its way. */
export interface WireListener {
  onContinue(): void
  /** Any head with a status below 200, 100 included. */
  onInformation(): void
  /** `isTunnel`: the connection is no longer one for HTTP. */
  onAnswer(answer: WireAnswer, isTunnel: boolean): void
  onError(error: Error): void
  onClose(): void
}

/** A request that was begun, whatever version of HTTP it goes by. */
export interface WireRequest {
  /** Sends the head without waiting for the body. */
  flushHead(): void
  /** `done` is called when the chunk was handed to the system. */
  write(chunk: Uint8Array, done: (error?: Error | null) => void): void
  end(done: () => void): void
  /** What tells that nothing moves. */
  readonly clock: Clocked
}

/** A socket, or one stream of an HTTP/2 connection. */
export interface Clocked {
  readonly timeout?: number | undefined
  setTimeout(timeoutMs: number): unknown
  on(event: 'timeout', listener: () => void): unknown
  off(event: 'timeout', listener: () => void): unknown
}
