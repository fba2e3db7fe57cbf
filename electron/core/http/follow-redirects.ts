import type {
  BodySink,
  ExchangeEvent,
  ExchangeHead,
  ExchangeRequest,
  RedirectRules,
  SendExchange,
} from './exchange.ts'
import { nextHop, redirectLocation } from './next-hop.ts'

type HeadEvent = Extract<ExchangeEvent, { type: 'head' }>

/** The body of a redirect is read up to this size, so that its connection can be used again. */
const readableBytes = 64 * 1024

/**
 * Follows the redirects of a request that asks for it (RFC 9110 section 15.4). Each hop reports its own events and
 * ends in `redirected`; the head of an answer that is not a redirect is the only one that is passed on, unless the
 * redirect is refused. Throws REDIRECT_REFUSED beside what `send` throws.
 */
export function followRedirects(send: SendExchange): SendExchange {
  return (request, signal) =>
    request.redirects ? follow(send, request, request.redirects, signal) : send(request, signal)
}

async function* follow(
  send: SendExchange,
  asked: ExchangeRequest,
  rules: RedirectRules,
  signal: AbortSignal,
): AsyncGenerator<ExchangeEvent, void> {
  const startedAt = performance.now()
  let request = asked
  for (let hops = 0; ; hops += 1) {
    const hopAt = hops === 0 ? 0 : performance.now() - startedAt
    const redirect = yield* oneHop(send, request, hopAt, signal)
    if (!redirect) return
    try {
      const { next, droppedHeaders } = nextHop(request, redirect, { ...rules, hops })
      const { method, url } = request
      const { atMs, phases, ...head } = redirect
      const hop = { method, url, head, phases, tookMs: atMs - hopAt, droppedHeaders }
      yield {
        type: 'redirected',
        atMs: performance.now() - startedAt,
        redirect: { ...hop, nextMethod: next.method, nextUrl: next.url },
      }
      request = next
    } catch (error) {
      // The answer that led nowhere is the last one there was.
      yield redirect
      throw error
    }
  }
}

/** Gives the head of a redirect, or null when the exchange is over. */
async function* oneHop(
  send: SendExchange,
  request: ExchangeRequest,
  hopAt: number,
  signal: AbortSignal,
): AsyncGenerator<ExchangeEvent, HeadEvent | null> {
  let redirect: HeadEvent | null = null
  const into = { kind: 'choose', choose: (head: ExchangeHead) => sinkFor(head, request) } as const
  for await (const event of send({ ...request, into }, signal)) {
    const moved = { ...event, atMs: event.atMs + hopAt }
    if (moved.type === 'head' && redirectLocation(moved) !== null) {
      redirect = moved
      if ((moved.contentLengthBytes ?? Number.POSITIVE_INFINITY) > readableBytes) break
    } else if (!redirect) yield moved
  }
  return redirect
}

function sinkFor(head: ExchangeHead, { into }: ExchangeRequest): BodySink {
  return redirectLocation(head) === null ? into : { kind: 'memory', capBytes: 0 }
}
