import type { Clocked } from './wire-request.ts'

/** Reports when nothing moved on the wire for too long. While this side is the one that holds things up, it waits. */
export class IdleWatch {
  readonly #timeoutMs: number
  readonly #onSilence: () => void
  #socket: Clocked | null = null
  #holds = 0

  constructor(timeoutMs: number, onSilence: () => void) {
    this.#timeoutMs = timeoutMs
    this.#onSilence = onSilence
  }

  /** Node's socket timeout also counts a write as movement while it drains. */
  watch(socket: Clocked): void {
    this.#socket = socket
    // A used connection may have the right one still; what is sent on it sets it going.
    if (socket.timeout !== this.#timeoutMs) socket.setTimeout(this.#timeoutMs)
    socket.on('timeout', this.#onTimeout)
  }

  stop(): void {
    this.#socket?.off('timeout', this.#onTimeout)
    this.#socket = null
  }

  hold(): void {
    this.#holds += 1
  }

  /** Silence is counted from zero again. */
  release(): void {
    this.#holds -= 1
    if (this.#holds === 0) this.#socket?.setTimeout(this.#timeoutMs)
  }

  /** Yields the items, holding while one is waited for. */
  async *holdFor<T>(items: AsyncIterable<T> | Iterable<T>): AsyncGenerator<T, void> {
    this.hold()
    try {
      for await (const item of items) {
        this.release()
        yield item
        this.hold()
      }
    } finally {
      this.release()
    }
  }

  readonly #onTimeout = () => {
    if (this.#holds === 0) this.#onSilence()
  }
}
