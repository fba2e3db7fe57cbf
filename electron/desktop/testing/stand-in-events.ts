import { EventEmitter } from 'node:events'

/** What a listener may refuse. */
export class StandInEvent {
  isPrevented = false
  preventDefault(): void {
    this.isPrevented = true
  }
}

/** Electron's `on` has an overload for each event; this one is good for all of them, and returns to none. */
export type Listen = (event: string, listener: (...args: never[]) => void) => never

export class StandInEmitter {
  readonly #events = new EventEmitter()

  readonly on: Listen = (event, listener) =>
    this.#events.on(event, listener as (...args: unknown[]) => void) as never

  readonly once: Listen = (event, listener) =>
    this.#events.once(event, listener as (...args: unknown[]) => void) as never

  emit(event: string, ...args: unknown[]): void {
    this.#events.emit(event, ...args)
  }

  /** Emits something that a listener may refuse, and says whether one did. */
  isRefused(event: string, ...args: unknown[]): boolean {
    const refusable = new StandInEvent()
    this.#events.emit(event, refusable, ...args)
    return refusable.isPrevented
  }
}
