import type { HeaderPair } from '../../../shared/model/wire.ts'
import type { ExchangeRequest, SendExchange } from './exchange.ts'

/** A whole small answer: what API calls work with. */
export interface Answer {
  readonly exchangeId: string
  readonly status: number
  readonly statusText: string
  readonly headers: HeaderPair[]
  readonly text: string
  readonly isTruncated: boolean
  readonly tookMs: number
}

const utf8 = new TextDecoder()

/** Sends a request whose answer goes into memory, and waits for all of it. Throws what `send` throws. */
export async function collectAnswer(
  send: SendExchange,
  request: ExchangeRequest,
  signal: AbortSignal,
): Promise<Answer> {
  let head: { status: number; statusText: string; headers: HeaderPair[] } | undefined
  for await (const event of send(request, signal)) {
    if (event.type === 'head') head = event
    if (event.type !== 'end' || !head) continue
    const isInMemory = event.body.kind === 'memory'
    return {
      exchangeId: request.id,
      status: head.status,
      statusText: head.statusText,
      headers: head.headers,
      text: event.body.kind === 'memory' ? utf8.decode(event.body.bytes) : '',
      isTruncated: isInMemory && event.body.kind === 'memory' && event.body.isTruncated,
      tookMs: event.atMs,
    }
  }
  throw new Error('an exchange ended without an answer')
}

/** The first value of a header, by name without regard to case. */
export function headerValue(headers: readonly HeaderPair[], name: string): string | null {
  const wanted = name.toLowerCase()
  return headers.find(([candidate]) => candidate.toLowerCase() === wanted)?.[1] ?? null
}
