import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  constants,
  type OutgoingHttpHeaders,
} from 'node:http2'

import type { PreparedRequest } from './prepare-request.ts'
import type { WireAnswer, WireListener, WireRequest } from './wire-request.ts'

/** Begins a request as one stream of an HTTP/2 connection. */
export function openHttp2(
  prepared: PreparedRequest,
  session: ClientHttp2Session,
  listener: WireListener,
): WireRequest {
  const isBodiless = prepared.bodyBytes === 0
  const stream = session.request(fieldsOf(prepared), { endStream: isBodiless })
  let answered = false
  stream.once('continue', () => listener.onContinue())
  stream.once('response', (_headers: unknown, _flags: unknown, raw?: readonly string[]) => {
    answered = true
    listener.onAnswer(wireAnswer(stream, raw ?? []), false)
  })
  // Ends without an error, too: a server that takes back what it began.
  stream.once('aborted', () => listener.onError(endedEarly(stream)))
  stream.on('error', (error) => listener.onError(error))
  stream.once('close', () => {
    if (!answered) listener.onError(endedEarly(stream))
    listener.onClose()
  })
  return {
    clock: stream,
    // Node sends the head of a stream at once.
    flushHead() {},
    write: (chunk, done) => void stream.write(chunk, done),
    end: (done) => void (isBodiless ? done() : stream.end(done)),
  }
}

function wireAnswer(stream: ClientHttp2Stream, raw: readonly string[]): WireAnswer {
  const trailers: string[] = []
  stream.once('trailers', (_headers: unknown, _flags: unknown, rawTrailers?: readonly string[]) => {
    trailers.push(...(rawTrailers ?? []))
  })
  const status = raw[raw.indexOf(':status') + 1]
  return {
    status: Number(status),
    // There is none in HTTP/2 (RFC 9113 section 8.3.2).
    statusText: '',
    rawHeaders: withoutPseudo(raw),
    body: stream,
    rawTrailers: () => trailers,
    isComplete: () => !stream.aborted && stream.rstCode === constants.NGHTTP2_NO_ERROR,
  }
}

function withoutPseudo(raw: readonly string[]): string[] {
  return raw.filter((_, index) => !(raw[index - (index % 2)] ?? '').startsWith(':'))
}

function fieldsOf({ url, method, path, headers }: PreparedRequest): OutgoingHttpHeaders {
  const fields: Record<string, string | string[]> = {}
  let authority = url.host
  for (const [name, value] of headers) {
    const key = name.toLowerCase()
    if (key === 'host') authority = value
    else fields[key] = fields[key] === undefined ? value : [fields[key], value].flat()
  }
  return {
    ':method': method,
    ':scheme': url.protocol.slice(0, -1),
    ':authority': authority,
    ':path': path,
    ...fields,
  }
}

/** A stream that ends before its answer may have ended without an error. */
function endedEarly({ rstCode }: ClientHttp2Stream): Error {
  const message = `the server ended the HTTP/2 stream early (code ${rstCode ?? 0})`
  return Object.assign(new Error(message), { code: 'ECONNRESET' })
}
