import { AppError } from '../../../shared/errors.ts'
import type { ExchangeEvent, ExchangeRequest, SendExchange } from './exchange.ts'

/** Ends what has taken longer than its `totalTimeoutMs`, whatever it is doing: TOOK_TOO_LONG. */
export function limitTime(send: SendExchange): SendExchange {
  return (request, signal) => {
    const { totalTimeoutMs } = request
    return totalTimeoutMs === undefined ? send(request, signal) : sendWithin(totalTimeoutMs)
    async function* sendWithin(limitMs: number): AsyncGenerator<ExchangeEvent, void> {
      const late = new AbortController()
      const timer = setTimeout(() => late.abort(tooLong(request, limitMs)), limitMs)
      try {
        yield* send(request, AbortSignal.any([signal, late.signal]))
      } finally {
        clearTimeout(timer)
      }
    }
  }
}

function tooLong({ url }: ExchangeRequest, limitMs: number): AppError {
  const host = URL.canParse(url) ? new URL(url).host : ''
  return new AppError('TOOK_TOO_LONG', { host, limitMs })
}
