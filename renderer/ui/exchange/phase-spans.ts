import type { ExchangePhases } from '../../../shared/model/exchange.ts'

type Phase = 'queue' | 'dns' | 'connect' | 'tls' | 'send' | 'wait' | 'receive'

/** One phase as a part of the whole, both from 0 to 1. */
export interface PhaseSpan {
  readonly phase: Phase
  readonly ms: number
  readonly from: number
  readonly share: number
}

/** Lays the phases that happened one after another. */
export function phaseSpans(phases: ExchangePhases): PhaseSpan[] {
  const happened = order.flatMap((phase) => {
    const ms = phases[`${phase}Ms`]
    return ms === null ? [] : [{ phase, ms }]
  })
  const total = happened.reduce((sum, { ms }) => sum + ms, 0) || 1
  let passed = 0
  return happened.map(({ phase, ms }) => {
    const from = passed / total
    passed += ms
    return { phase, ms, from, share: ms / total }
  })
}

const order: readonly Phase[] = ['queue', 'dns', 'connect', 'tls', 'send', 'wait', 'receive']
