import type { AppError } from '../../../shared/errors.ts'
import type { ExchangePhases, ExchangeRecord, SentBody } from '../../../shared/model/exchange.ts'
import type { Problem } from '../../../shared/model/problem.ts'
import type { TlsFacts } from '../../../shared/model/tls.ts'
import type { HeaderPair } from '../../../shared/model/wire.ts'
import { headerValue } from '../http/collect-answer.ts'
import type { BodySource, ExchangeEvent, ExchangeHead, ExchangeRequest, Redirect } from '../http/exchange.ts'
import { redactHeaders, redactText, redactUrl } from './redact.ts'

type Connected = Extract<ExchangeEvent, { type: 'connected' }>
type Head = Extract<ExchangeEvent, { type: 'head' }>
type End = Extract<ExchangeEvent, { type: 'end' }>

/** What was seen of one exchange, in the end a record of it. */
export interface ExchangeNotes {
  note(event: ExchangeEvent): void
  /** Where the start of the sent body is kept. */
  noteSentStart(sentStart: ExchangeRecord['sentStart']): void
  /** The head of the answer, once it came. */
  head(): ExchangeHead | undefined
  /**
   * The record, secrets out. `problem` is null for an exchange that was cancelled, or given up by its reader:
   * it then has no status if no answer had begun, and no receive phase in any case.
   */
  record(ending: { tookMs: number; problem: AppError | null; isBodyKept: boolean }): ExchangeRecord
}

const largestKeptTextBytes = 64 * 1024
/** Of an exchange that came to nothing. */
export const noPhases: ExchangePhases = {
  queueMs: null,
  dnsMs: null,
  connectMs: null,
  tlsMs: null,
  sendMs: null,
  waitMs: null,
  receiveMs: null,
}

export function takeNotes(request: ExchangeRequest, startedAtMs: number): ExchangeNotes {
  const { secrets = [] } = request.context
  let connected: Connected | undefined
  let head: Head | undefined
  const redirects: ExchangeRecord['redirects'] = []
  let finalUrl: string | null = null
  let end: End | undefined
  let tls: TlsFacts | null = null
  let sentStart: ExchangeRecord['sentStart'] = null
  let bytes = { sentBytes: 0, receivedBytes: 0 }

  return {
    note: (event) => {
      if (event.type === 'secured') tls = event.tls
      if (event.type === 'connected') connected = event
      if (event.type === 'head') head = event
      if (event.type === 'end') end = event
      if (event.type === 'redirected') {
        redirects.push(redirectHop(event.redirect, { connected, tls, secrets }))
        finalUrl = redactUrl(event.redirect.nextUrl, secrets)
        connected = undefined
        tls = null
      }
      if (event.type === 'progress' || event.type === 'end') bytes = event
    },
    noteSentStart: (kept) => {
      sentStart = kept
    },
    head: () => head,
    record: ({ tookMs, problem, isBodyKept }) => ({
      id: request.id,
      startedAtMs,
      origin: request.context.origin,
      cloudId: request.context.cloudId,
      imageId: request.context.imageId ?? imageNamedBy(request.url, head?.headers ?? []),
      method: request.method,
      url: redactUrl(request.url, secrets),
      redirects,
      finalUrl,
      requestLine: requestLineOf(connected, secrets),
      requestHeaders: redactHeaders(connected ? sentHeaders(connected) : request.headers, secrets),
      requestBody: sentBody(request, secrets),
      sentStart,
      status: head?.status ?? null,
      statusText: head?.statusText ?? '',
      responseHeaders: redactHeaders(head?.headers ?? [], secrets),
      phases: end?.phases ?? head?.phases ?? noPhases,
      tookMs: end?.atMs ?? tookMs,
      sentBytes: bytes.sentBytes,
      receivedBytes: bytes.receivedBytes,
      decoded: end?.decoded ? { ...end.decoded, codings: [...end.decoded.codings] } : null,
      requestId: requestIdOf(head?.headers ?? []),
      remoteAddress: connected?.remoteAddress ?? null,
      remotePort: connected?.remotePort ?? null,
      tls,
      proxy: connected?.proxy ?? null,
      httpVersion: connected?.httpVersion ?? null,
      askedHttpVersion: request.connection.httpVersion ?? '1.1',
      isConnectionReused: connected?.isReused ?? false,
      isBodyKept,
      problem: problem && redactProblem(problem, secrets),
    }),
  }
}

function redirectHop(
  { method, url, head, phases, tookMs, droppedHeaders }: Redirect,
  seen: { connected: Connected | undefined; tls: TlsFacts | null; secrets: readonly string[] },
): ExchangeRecord['redirects'][number] {
  const { connected, tls, secrets } = seen
  return {
    method,
    url: redactUrl(url, secrets),
    requestLine: requestLineOf(connected, secrets),
    requestHeaders: redactHeaders(connected ? sentHeaders(connected) : [], secrets),
    status: head.status,
    statusText: head.statusText,
    responseHeaders: redactHeaders(head.headers, secrets),
    phases,
    tookMs,
    remoteAddress: connected?.remoteAddress ?? null,
    tls,
    droppedHeaders: [...droppedHeaders],
  }
}

function requestLineOf(connected: Connected | undefined, secrets: readonly string[]): string {
  const line = connected?.headText.split('\r\n', 1)[0] ?? ''
  return line.replace(/(?<= ).*(?= )/, (target) => redactUrl(target, secrets))
}

/** The image of a request that names one in its path, or of an answer whose Location does (`POST /v2/images`). */
function imageNamedBy(url: string, headers: readonly HeaderPair[]): string | null {
  const places = [url, headerValue(headers, 'location') ?? '']
  const found = places.map((place) => /^[^?#]*\/v2\/images\/([\da-f-]{36})(?![^/?#])/i.exec(place)?.[1])
  return found.find((imageId) => imageId !== undefined) ?? null
}

/** Glance and Keystone name it so; Nova's older name is still met behind some proxies. */
function requestIdOf(headers: readonly HeaderPair[]): string | null {
  return headerValue(headers, 'x-openstack-request-id') ?? headerValue(headers, 'x-compute-request-id')
}

/** The headers as they went over the wire, with those that the engine adds. */
function sentHeaders({ headText }: Connected): HeaderPair[] {
  const lines = headText.split('\r\n').slice(1)
  return lines.flatMap((line): HeaderPair[] => {
    const colon = line.indexOf(':')
    return colon < 0 ? [] : [[line.slice(0, colon), line.slice(colon + 1).trim()]]
  })
}

function sentBody(request: ExchangeRequest, secrets: readonly string[]): SentBody {
  const { body } = request
  switch (body.kind) {
    case 'none':
      return { kind: 'none' }
    case 'bytes': {
      const text = keepableText(body, headerValue(request.headers, 'content-type'))
      if (text === null) return { kind: 'not-kept', sizeBytes: body.bytes.byteLength }
      return { kind: 'text', text: redactText(text, secrets) }
    }
    case 'file':
    case 'stream':
      return { kind: 'file', name: body.name, sizeBytes: body.sizeBytes }
  }
}

function keepableText(body: Extract<BodySource, { kind: 'bytes' }>, type: string | null): string | null {
  if (body.bytes.byteLength > largestKeptTextBytes) return null
  if (type !== null && !isTextType(type)) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body.bytes)
  } catch {
    return null
  }
}

function isTextType(type: string): boolean {
  return /^\s*(?:text\/|application\/(?:x-www-form-urlencoded|[\w.+-]*(?:json|xml|yaml)))/i.test(type)
}

function redactProblem(problem: AppError, secrets: readonly string[]): Problem {
  const entries = Object.entries(problem.data).map(([key, value]: [string, unknown]) => [
    key,
    typeof value === 'string' ? redactText(redactUrl(value, secrets), secrets) : value,
  ])
  return { code: problem.code, data: Object.fromEntries(entries) as Problem['data'] }
}
