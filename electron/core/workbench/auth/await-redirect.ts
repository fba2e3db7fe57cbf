import { randomBytes, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

import { abortable } from '../../http/abortable.ts'

/** A port of this machine that waits for the answer of an authorization page, once. */
export interface RedirectListener {
  readonly redirectUri: string
  /** What the page is given, and must give back. */
  readonly state: string
  /** The query of the first answer that has the state. */
  answer(signal: AbortSignal): Promise<URLSearchParams>
  close(): void
}

const path = '/callback'

/** Listens on loopback, at a port that the system chooses (RFC 8252 section 7.3). What has not the state is not heard. */
export async function listenForRedirect(): Promise<RedirectListener> {
  const state = randomBytes(16).toString('base64url')
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const came = new Promise<URLSearchParams>((resolve) => {
    let isAnswered = false
    server.on('request', (request, response) => {
      const query = isAnswered ? null : queryOf(request, { host, state })
      isAnswered ||= query !== null
      reply(response, query !== null)
      if (query) resolve(query)
    })
  })
  return {
    redirectUri: `http://${host}${path}`,
    state,
    answer: (signal) => abortable(signal, (resolve) => void came.then(resolve)),
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** Null for what is not the answer. A name that leads here is none (DNS rebinding). */
function queryOf(
  { method, url, headers }: IncomingMessage,
  { host, state }: { host: string; state: string },
): URLSearchParams | null {
  if (method !== 'GET' || headers.host !== host || !url?.startsWith(`${path}?`)) return null
  const query = new URLSearchParams(url.slice(path.length))
  return isSame(query.get('state') ?? '', state) ? query : null
}

function reply(response: ServerResponse, isHeard: boolean): void {
  response.writeHead(isHeard ? 200 : 404, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    Connection: 'close',
  })
  response.end(isHeard ? 'Arclight has its answer. This page can be closed.\n' : 'Not found.\n')
}

function isSame(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)]
  return one.length === other.length && timingSafeEqual(one, other)
}
