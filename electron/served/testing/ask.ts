import { type IncomingHttpHeaders, request } from 'node:http'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'

export interface Question {
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: string | Readable
}

export interface Reply {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** One request exactly as told: unlike fetch, with any Host, and with a path that nobody tidied up. */
export function ask(port: number, path: string, question: Question = {}): Promise<Reply> {
  const { method = 'GET', headers = {}, body = '' } = question
  return new Promise((resolve, reject) => {
    const asking = request({ host: '127.0.0.1', port, path, method, headers, agent: false })
    asking.on('error', reject)
    asking.on('response', (answer) => {
      text(answer).then(
        (said) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: said }),
        reject,
      )
    })
    if (typeof body === 'string') asking.end(body)
    else pipeline(body, asking).catch(reject)
  })
}
