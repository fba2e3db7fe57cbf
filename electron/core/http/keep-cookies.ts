import type { HeaderPair } from '../../../shared/model/wire.ts'
import type { CookieJar, ExchangeEvent, ExchangeRequest, SendExchange } from './exchange.ts'

/** Sends the cookies that the request's jar has for its URL, beside those it names itself, and keeps what is set. */
export function keepCookies(send: SendExchange): SendExchange {
  return (request, signal) => {
    const { cookies } = request
    return cookies ? sendWithCookies(send, request, cookies, signal) : send(request, signal)
  }
}

async function* sendWithCookies(
  send: SendExchange,
  request: ExchangeRequest,
  jar: CookieJar,
  signal: AbortSignal,
): AsyncGenerator<ExchangeEvent, void> {
  const headers = withCookies(request.headers, jar.headerFor(request.url))
  for await (const event of send({ ...request, headers }, signal)) {
    if (event.type === 'head')
      for (const [name, value] of event.headers)
        if (name.toLowerCase() === 'set-cookie') jar.take(value, request.url)
    yield event
  }
}

/** One header with all of them (RFC 6265 section 5.4); a cookie that the request names wins over the jar's. */
function withCookies(headers: readonly HeaderPair[], kept: string): readonly HeaderPair[] {
  const named = headers.filter(isCookie).flatMap(([, value]) => cookiesIn(value))
  const names = new Set(named.map(nameOf))
  const added = cookiesIn(kept).filter((cookie) => !names.has(nameOf(cookie)))
  if (added.length === 0) return headers
  return [...headers.filter((pair) => !isCookie(pair)), ['Cookie', [...named, ...added].join('; ')]]
}

function isCookie([name]: HeaderPair): boolean {
  return name.toLowerCase() === 'cookie'
}

function cookiesIn(value: string): string[] {
  return value.split(';').flatMap((cookie) => cookie.trim() || [])
}

function nameOf(cookie: string): string {
  return cookie.split('=', 1)[0] ?? ''
}
