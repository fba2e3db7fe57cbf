import http from 'node:http'

import type { HeaderPair } from '../../../shared/model/wire.ts'
import type { ExchangeEvent, SendExchange } from '../http/exchange.ts'
import { AppError } from '../../../shared/errors.ts'

export const plainSend: SendExchange = async function* (
  request,
  signal,
): AsyncGenerator<ExchangeEvent, void> {
  const started = performance.now()
  const url = new URL(request.url)
  const outgoing = http.request(url, {
    method: request.method,
    headers: Object.fromEntries(request.headers),
    signal,
    agent: false,
  })
  const answered = new Promise<http.IncomingMessage>((resolve, reject) => {
    outgoing.on('response', resolve)
    outgoing.on('error', (error) =>
      reject(
        signal.aborted
          ? signal.reason
          : new AppError('CLOUD_UNREACHABLE', { host: url.host, reason: 'refused', detail: error.message }),
      ),
    )
  })
  outgoing.end(request.body.kind === 'bytes' ? request.body.bytes : undefined)
  const incoming = await answered
  const headers: HeaderPair[] = []
  for (let index = 0; index < incoming.rawHeaders.length; index += 2)
    headers.push([incoming.rawHeaders[index]!, incoming.rawHeaders[index + 1]!])
  const atMs = performance.now() - started
  const status = incoming.statusCode!
  yield { type: 'head', atMs, status, statusText: incoming.statusMessage!, headers, contentLengthBytes: null }
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const bytes = Buffer.concat(chunks)
  yield {
    type: 'end',
    atMs: performance.now() - started,
    phases: { dnsMs: null, connectMs: null, tlsMs: null, sendMs: null, waitMs: null, receiveMs: null },
    sentBytes: 0,
    receivedBytes: bytes.length,
    trailers: [],
    isRequestComplete: true,
    body: { kind: 'memory', bytes, isTruncated: false },
  }
}
