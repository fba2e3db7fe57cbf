/** What can be waited beside: an AbortSignal, or a Stop. */
export interface Stoppable {
  readonly aborted: boolean
  readonly reason: unknown
  throwIfAborted(): void
  addEventListener(type: 'abort', listener: () => void, options?: { once: true }): void
  removeEventListener(type: 'abort', listener: () => void): void
}

/**
 * An AbortController and its signal in one, for what stays inside the engine: a platform signal takes ten microseconds
 * to make, and an exchange needs several. `signal` makes one for those who ask.
 */
export class Stop implements Stoppable {
  readonly #listeners = new Set<() => void>()
  #controller: AbortController | null = null
  #outcome: { reason: unknown } | null = null

  get aborted(): boolean {
    return this.#outcome !== null
  }

  get reason(): unknown {
    return this.#outcome?.reason
  }

  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController()
      if (this.#outcome) this.#controller.abort(this.#outcome.reason)
    }
    return this.#controller.signal
  }

  throwIfAborted(): void {
    if (this.#outcome) throw this.#outcome.reason
  }

  addEventListener(_type: 'abort', listener: () => void): void {
    if (!this.#outcome) this.#listeners.add(listener)
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners.delete(listener)
  }

  /** Only the first one counts. */
  abort(reason: unknown): void {
    if (this.#outcome) return
    this.#outcome = { reason }
    const listeners = [...this.#listeners]
    this.#listeners.clear()
    for (const listener of listeners) listener()
    this.#controller?.abort(reason)
  }
}
