/** Copies the first bytes of a body as they go by: a chunk belongs to whoever reads it only for a moment. */
export class SentStart {
  readonly #wantedBytes: number
  readonly #onFull: (start: Uint8Array, isWhole: boolean) => void
  readonly #parts: Uint8Array[] = []
  #takenBytes = 0
  #isTold = false

  /** `onFull` is called once, and never for a body of which nothing went out. */
  constructor(wantedBytes: number, onFull: (start: Uint8Array, isWhole: boolean) => void) {
    this.#wantedBytes = wantedBytes
    this.#onFull = onFull
  }

  take(chunk: Uint8Array): void {
    if (this.#isTold || this.#wantedBytes === 0) return
    const part = chunk.slice(0, this.#wantedBytes - this.#takenBytes)
    if (part.length > 0) this.#parts.push(part)
    this.#takenBytes += part.length
    if (part.length < chunk.length) this.end(false)
  }

  /** No more will come; `isWhole`: because that was all. */
  end(isWhole: boolean): void {
    if (this.#isTold || this.#parts.length === 0) return
    this.#isTold = true
    this.#onFull(Buffer.concat(this.#parts), isWhole)
  }
}
