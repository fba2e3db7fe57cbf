/** Tells watchers that a state changed, not what changed: they read it anew, so a slow one skips what lies between. */
export class Changes {
  #count = 0
  readonly #wakes = new Set<() => void>()

  announce(): void {
    this.#count += 1
    for (const wake of this.#wakes) wake()
  }

  /** The state as it is, then after each change; ends when the signal does. */
  async *watch<State>(read: () => State, signal: AbortSignal): AsyncGenerator<State, void> {
    let seen = -1
    while (!signal.aborted) {
      if (seen === this.#count) await this.#next(signal)
      else {
        seen = this.#count
        yield read()
      }
    }
  }

  #next(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.#wakes.delete(wake)
        signal.removeEventListener('abort', wake)
        resolve()
      }
      this.#wakes.add(wake)
      signal.addEventListener('abort', wake, { once: true })
    })
  }
}
