import type { ExchangePhases } from '../../../shared/model/exchange.ts'

type Moment = 'start' | 'lookup' | 'connect' | 'secure' | 'ready' | 'sent' | 'head' | 'end'

/** Notes when each thing happened on the wire, once, and tells how long each phase took. */
export class PhaseClock {
  readonly #startedAt = performance.now()
  #moments: Partial<Record<Moment, number>> = {}

  /** In ms since this clock was made. */
  now(): number {
    return performance.now() - this.#startedAt
  }

  mark(moment: Moment): number {
    const at = this.now()
    this.#moments[moment] ??= at
    return at
  }

  /** Begins anew on another connection; time goes on. */
  restart(): void {
    this.#moments = {}
    this.mark('start')
  }

  phases(): ExchangePhases {
    const at = (moment: Moment) => this.#moments[moment] ?? null
    const head = at('head')
    // An early answer ends the sending: it was given up there, or goes on beside the answer.
    const sent = at('sent') ?? head
    return {
      queueMs: at('start'),
      dnsMs: between(at('start'), at('lookup')),
      connectMs: between(at('lookup') ?? at('start'), at('connect')),
      tlsMs: between(at('connect'), at('secure')),
      sendMs: between(at('ready'), sent),
      waitMs: at('sent') === null ? null : between(sent, head),
      receiveMs: between(head, at('end')),
    }
  }
}

/** Null unless both happened, in this order. */
function between(from: number | null, to: number | null): number | null {
  return from === null || to === null || to < from ? null : to - from
}
