import type { SendExchange } from './exchange.ts'
import { followRedirects } from './follow-redirects.ts'
import { keepCookies } from './keep-cookies.ts'
import { limitTime } from './limit-time.ts'

/** An engine's `send` that also honours what concerns more than one exchange: redirects, cookies, the total time. */
export function sendAsAsked(send: SendExchange): SendExchange {
  return limitTime(followRedirects(keepCookies(send)))
}
