import { validateHeaderName, validateHeaderValue } from 'node:http'

import { AppError } from '../../../../shared/errors.ts'
import type { HeaderPair } from '../../../../shared/model/wire.ts'
import type { BodySource, ExchangeRequest } from '../exchange.ts'

/** A request checked and made complete: nothing is added to it between here and the wire. */
export interface PreparedRequest {
  readonly url: URL
  readonly method: string
  readonly path: string
  readonly headers: readonly HeaderPair[]
  /** The request line and the headers, one character for each byte sent. */
  readonly headText: string
  /** How many bytes the body must have; null when it is sent chunked, until its source ends. */
  readonly bodyBytes: number | null
  /** The body waits for the server's word (RFC 9110 section 10.1.1). */
  readonly isBodyHeld: boolean
  /** Sending it twice changes nothing, and its body can be read twice. */
  readonly isRepeatable: boolean
  readonly isLastOnConnection: boolean
}

/** Throws URL_INVALID or HEADER_INVALID, neither of which repeats a value, a query or a password. */
export function prepareRequest(request: ExchangeRequest): PreparedRequest {
  const url = parseUrl(request.url)
  // Node sends the method in capitals, whatever it is given.
  const method = request.method.toUpperCase()
  if (!isToken(method)) throw invalid('method', 'is not a token')
  for (const pair of request.headers) checkHeader(pair)

  const framing = frame(request, method)
  const expects = valuesOf(request.headers, 'expect').some((value) => /^100-continue$/i.test(value.trim()))
  const hasContent = framing.bodyBytes !== 0
  const headers = [
    ...absent(request.headers, ['Host', url.host]),
    ...request.headers,
    ...absent(request.headers, ['Connection', 'keep-alive']),
    ...framing.added,
    ...(request.expectContinue && hasContent ? absent(request.headers, ['Expect', '100-continue']) : []),
  ]
  const path = writtenTarget(request.url) ?? url.pathname + url.search
  return {
    url,
    method,
    path,
    headers,
    headText: headTextOf(method, path, headers, '1.1'),
    bodyBytes: framing.bodyBytes,
    isBodyHeld: hasContent && (request.expectContinue || expects),
    isRepeatable: safeMethods.has(method) && ['none', 'bytes'].includes(request.body.kind),
    isLastOnConnection: valuesOf(headers, 'connection').some((value) => /\bclose\b/i.test(value)),
  }
}

/** A request line and headers as they are written in HTTP/1.1; HTTP/2 sends the same in a form of its own. */
export function headTextOf(
  method: string,
  path: string,
  headers: readonly HeaderPair[],
  version: '1.1' | '2',
): string {
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`)
  return `${method} ${path} HTTP/${version}\r\n${lines.join('')}\r\n`
}

/** RFC 9110 section 9.2.1. */
const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE'])
/** Methods for which an absent body needs no word (RFC 9110 section 8.6). */
const bodilessMethods = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'DELETE', 'CONNECT'])

function parseUrl(text: string): URL {
  const refuse = (detail: string) => new AppError('URL_INVALID', { url: withoutSecrets(text), detail })
  const url = parsed(text)
  if (!url) throw refuse('not a URL')
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw refuse('neither http nor https')
  if (url.username || url.password) throw refuse('a user name or password in a URL is not sent')
  return url
}

/** One parse: `URL.canParse` before it would be another. */
function parsed(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}

/** What a request for a URL that can be sent asks for, in its request line: path and query. */
export function targetOf(text: string): string {
  const { pathname, search } = new URL(text)
  return writtenTarget(text) ?? pathname + search
}

/**
 * Path and query as they are written, which is what is to be sent: the URL standard would escape braces and fold dots.
 * Null where a request line cannot hold them (RFC 9112 section 3), so that they must be escaped after all.
 */
function writtenTarget(text: string): string | null {
  const [, target] = /^https?:\/\/[^/?#\\]+([^#\\]*)/i.exec(text) ?? []
  if (target === undefined || text.includes('\\') || !/^[\x21-\x7e]*$/.test(text)) return null
  return target.startsWith('/') ? target : `/${target}`
}

function withoutSecrets(url: string): string {
  return url.replace(/[?#].*$/s, '').replace(/\/\/.*@/s, '//')
}

function checkHeader([name, value]: HeaderPair): void {
  try {
    validateHeaderName(name)
  } catch {
    throw invalid(name, 'is not a token')
  }
  try {
    validateHeaderValue(name, value)
  } catch {
    throw invalid(name, 'has a line break or a character that a header cannot carry')
  }
}

/** How the server learns where the body ends (RFC 9112 section 6). */
function frame(request: ExchangeRequest, method: string): { bodyBytes: number | null; added: HeaderPair[] } {
  const sizeBytes = sizeOf(request.body)
  const lengths = valuesOf(request.headers, 'content-length')
  const codings = valuesOf(request.headers, 'transfer-encoding')

  if (codings.length > 0) {
    if (lengths.length > 0) throw invalid('Transfer-Encoding', 'cannot stand beside Content-Length')
    if (!/(^|,)\s*chunked\s*$/i.test(codings.join()))
      throw invalid('Transfer-Encoding', 'must end in chunked')
    return { bodyBytes: sizeBytes, added: [] }
  }
  if (lengths.length > 0) {
    const length = /^\d+$/.test(lengths.join()) ? Number(lengths.join()) : null
    if (length === null) throw invalid('Content-Length', 'is not one number')
    if (sizeBytes !== null && length !== sizeBytes)
      throw invalid('Content-Length', 'is not the size of the body')
    return { bodyBytes: length, added: [] }
  }
  if (sizeBytes === null) return { bodyBytes: null, added: [['Transfer-Encoding', 'chunked']] }
  const isUnsaid = request.body.kind === 'none' && bodilessMethods.has(method)
  return { bodyBytes: sizeBytes, added: isUnsaid ? [] : [['Content-Length', String(sizeBytes)]] }
}

function sizeOf(body: BodySource): number | null {
  if (body.kind === 'none') return 0
  return body.kind === 'bytes' ? body.bytes.byteLength : body.sizeBytes
}

function absent(headers: readonly HeaderPair[], pair: HeaderPair): HeaderPair[] {
  return valuesOf(headers, pair[0].toLowerCase()).length > 0 ? [] : [pair]
}

function valuesOf(headers: readonly HeaderPair[], lowerName: string): string[] {
  return headers.filter(([name]) => name.toLowerCase() === lowerName).map(([, value]) => value)
}

function isToken(text: string): boolean {
  return /^[!#$%&'*+.^_`|~\w-]+$/.test(text)
}

function invalid(name: string, detail: string): AppError {
  return new AppError('HEADER_INVALID', { name, detail })
}
