import type { ExchangeEvent } from './exchange.ts'

/**
 * Carries the events of one exchange to the one who asks for them. Of the progress that piles up unread only the newest is
 * kept, so a slow reader costs no memory.
 */
export class EventQueue {
  readonly #waiting: ExchangeEvent[] = []
  #outcome: { error: unknown } | 'ended' | null = null
  #wake: (() => void) | null = null

  push(event: ExchangeEvent): void {
    if (this.#outcome) return
    const isNewerProgress = event.type === 'progress' && this.#waiting.at(-1)?.type === 'progress'
    if (isNewerProgress) this.#waiting.pop()
    this.#waiting.push(event)
    this.#wake?.()
  }

  /** Nothing more will be pushed. */
  get isOver(): boolean {
    return this.#outcome !== null
  }

  end(): void {
    this.#outcome ??= 'ended'
    this.#wake?.()
  }

  /** What was pushed before is still delivered. */
  fail(error: unknown): void {
    this.#outcome ??= { error }
    this.#wake?.()
  }

  /** The next event, once there is one; null at the end. Throws what it failed with. */
  next(): ExchangeEvent | null | Promise<ExchangeEvent | null> {
    const event = this.#waiting.shift()
    if (event) return event
    if (this.#outcome === 'ended') return null
    if (this.#outcome) throw this.#outcome.error
    return new Promise<void>((resolve) => {
      this.#wake = resolve
    }).then(() => this.next())
  }
}
