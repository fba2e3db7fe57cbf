import type { HeaderPair } from '../../../shared/model/wire.ts'
import { headerValue } from './collect-answer.ts'
import type { WireAnswer } from './connection/wire-request.ts'
import type { ExchangeHead } from './exchange.ts'

/** The head of an answer, as an exchange reports it. */
export function headOf(answer: WireAnswer): ExchangeHead {
  const headers = headerPairs(answer.rawHeaders)
  const length = headerValue(headers, 'content-length')
  return {
    status: answer.status,
    statusText: answer.statusText,
    headers,
    contentLengthBytes: length !== null && /^\d+$/.test(length) ? Number(length) : null,
  }
}

/** From name, value, name, value … */
export function headerPairs(flat: readonly string[]): HeaderPair[] {
  const all: HeaderPair[] = []
  for (let at = 0; at < flat.length; at += 2) all.push([flat[at] ?? '', flat[at + 1] ?? ''])
  return all
}
