import type { Readable } from 'node:stream'

import type { ExchangeOrigin, ExchangePhases } from '../../../shared/model/exchange.ts'
import type { TlsFacts } from '../../../shared/model/tls.ts'
import type { HeaderPair } from '../../../shared/model/wire.ts'

/**
 * Where the bytes of a request come from.
 *
 * `open` is called once for each attempt and gives a stream at offset 0: a consumed stream is never sent again.
 * A stream whose size is known is sent with Content-Length and must give exactly that many bytes; with null it is
 * sent chunked.
 */
export type BodySource =
  | { kind: 'none' }
  | { kind: 'bytes'; bytes: Uint8Array }
  | { kind: 'file'; path: string; name: string; sizeBytes: number }
  | { kind: 'stream'; name: string; sizeBytes: number | null; open(signal: AbortSignal): Promise<Readable> }

/** Where the bytes of the answer go. Every way has back-pressure down to the socket. */
export type BodySink =
  /** Kept in memory up to `capBytes`; what is beyond is counted and dropped, and `isTruncated` says so. */
  | { kind: 'memory'; capBytes: number }
  | { kind: 'file'; path: string }
  /**
   * Handed to the caller as it arrives. `start` is called once the head is known and may throw to refuse the body.
   * `write` is awaited before more is read; the chunk belongs to the caller until it returns.
   */
  | {
      kind: 'custom'
      start(head: ExchangeHead): Promise<void> | void
      write(chunk: Uint8Array): Promise<void> | void
    }
  /** Decided when the head is known. */
  | { kind: 'choose'; choose(head: ExchangeHead): BodySink }

/** How to reach a host. Two requests share a connection only if these are equal. */
export interface ConnectionOptions {
  readonly verifyTls: boolean
  /** PEM text that is trusted beside the system's authorities. */
  readonly extraCaPem: string | null
  /** What the client shows of itself where a server asks for it; nothing if absent. */
  readonly clientCertificate?: ClientCertificate
  /** Straight to the host if absent. */
  readonly proxy?: ProxyChoice
  /** Other places to connect to than the URL says; the first that fits counts. Host, SNI and the names in certificates stay. */
  readonly hostOverrides?: readonly HostOverride[]
  /**
   * `1.1` if absent. `auto` and `2` let a TLS server choose between the two. Without TLS there is nothing to choose by:
   * `auto` means 1.1, and `2` speaks HTTP/2 at once (prior knowledge, RFC 9113 section 3.3).
   */
  readonly httpVersion?: 'auto' | '1.1' | '2'
}

export type ClientCertificate =
  | { kind: 'pem'; certPem: string; keyPem: string; passphrase: string | null }
  | { kind: 'pkcs12'; bytes: Uint8Array; passphrase: string | null }

export type ProxyChoice =
  /**
   * `url`: `http:`, `https:`, `socks4:`, `socks4a:`, `socks5:` (names looked up here) or `socks5h:` (there), with user
   * and password if need be. `noProxy`: hosts that are reached without it, written as in NO_PROXY.
   */
  | { kind: 'fixed'; url: string; noProxy: string }
  /** As HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY say. */
  | { kind: 'environment' }

/** Null stands for any, and for unchanged. */
export interface HostOverride {
  readonly host: string | null
  readonly port: number | null
  readonly toHost: string | null
  readonly toPort: number | null
}

export interface RedirectRules {
  readonly maxHops: number
  /** Keep POST after 301 and 302 (and any method after 303), where the rule of the web is GET. */
  readonly keepMethod: boolean
  /** Allow a redirect from https to http. */
  readonly mayLoseTls: boolean
}

/** Why an exchange is made: recorded with it, never sent. */
export interface ExchangeContext {
  readonly origin: ExchangeOrigin
  readonly cloudId: string | null
  readonly imageId: string | null
  /** Values that the record must not hold, wherever they stand: the secrets that the request was made with. */
  readonly secrets?: readonly string[]
}

export interface ExchangeRequest {
  readonly id: string
  readonly method: string
  readonly url: string
  /** Sent in this order and case. Host, Connection, and Content-Length or Transfer-Encoding are added if absent. */
  readonly headers: readonly HeaderPair[]
  readonly body: BodySource
  readonly into: BodySink
  readonly connection: ConnectionOptions
  /**
   * Send `Expect: 100-continue` and hold the body until the server asks for it, answers, or a second has passed
   * (RFC 9110 section 10.1.1). A refusal then costs no byte of the body, which is still unread.
   */
  readonly expectContinue: boolean
  /** Longest silence on the wire, in ms, before the exchange fails as timed out. */
  readonly idleTimeoutMs: number
  /** Longest time until a connection stands, TLS and proxy included. */
  readonly connectTimeoutMs?: number
  /** Longest time for all of it, every hop included. */
  readonly totalTimeoutMs?: number
  /** Not followed if absent. */
  readonly redirects?: RedirectRules
  /** Hand a compressed answer on as what it was before (RFC 9110 section 8.4). No header is added for it. */
  readonly isDecompressed?: boolean
  /** Adds what it has for the URL of each hop, and takes what is set. */
  readonly cookies?: CookieJar
  /** How much of the start of the body is kept for showing what was sent; none if absent. */
  readonly sentStartBytes?: number
  readonly context: ExchangeContext
}

/** What the exchanges of one environment remember for servers (RFC 6265). */
export interface CookieJar {
  /** The value of a Cookie header for this URL; empty if there is nothing to send. */
  headerFor(url: string): string
  /** Takes the value of one Set-Cookie header. False if the server may not set it: another domain, a malformed one. */
  take(setCookie: string, url: string): boolean
}

export interface ExchangeHead {
  readonly status: number
  readonly statusText: string
  readonly headers: HeaderPair[]
  /** From Content-Length; null when the answer does not say. */
  readonly contentLengthBytes: number | null
}

/** One hop that ended in another. */
export interface Redirect {
  readonly method: string
  readonly url: string
  readonly head: ExchangeHead
  readonly phases: ExchangePhases
  readonly tookMs: number
  readonly nextMethod: string
  readonly nextUrl: string
  /** Names of headers that did not go along: secrets meant for this origin, or about a body that was left. */
  readonly droppedHeaders: readonly string[]
}

export type AnswerBody =
  | { kind: 'memory'; bytes: Uint8Array; isTruncated: boolean }
  | { kind: 'file'; path: string; sizeBytes: number }
  | { kind: 'custom'; sizeBytes: number }

/**
 * What one exchange reports while it runs. `atMs` counts from the moment it was started. A safe request that went out
 * on a kept connection which the server had closed is sent again: `connected` and `sent` then come a second time.
 */
export type ExchangeEvent =
  /** What the TLS handshake showed; on a reused connection, back then. Comes even if the server is then refused. */
  | { type: 'secured'; atMs: number; tls: TlsFacts }
  /** A connection is ready and the head of the request, as these exact bytes, is on its way. */
  | {
      type: 'connected'
      atMs: number
      remoteAddress: string | null
      remotePort: number | null
      isReused: boolean
      /** What the connection goes through, without credentials; the address is then the proxy's. */
      proxy: { readonly url: string; readonly source: string } | null
      /** In HTTP/2 the head has a form of its own; `headText` then says the same in the form of 1.1. */
      httpVersion: '1.1' | '2'
      headText: string
    }
  /** What of the request's body went out first, once: when enough has, or before the exchange ends in whatever way. */
  | { type: 'body-sent'; atMs: number; start: Uint8Array; isWhole: boolean }
  /** The last byte of the request was handed to the socket. */
  | { type: 'sent'; atMs: number }
  /** May come before `sent`: a server may answer while the body is still going up. */
  | ({ type: 'head'; atMs: number; phases: ExchangePhases } & ExchangeHead)
  /**
   * The answer was a redirect that is followed. What comes after belongs to the next hop, up to the `end` of the last
   * one; `atMs` goes on.
   */
  | { type: 'redirected'; atMs: number; redirect: Redirect }
  /** Conflated: at most ten a second. */
  | { type: 'progress'; atMs: number; sentBytes: number; receivedBytes: number }
  | {
      type: 'end'
      atMs: number
      phases: ExchangePhases
      sentBytes: number
      receivedBytes: number
      trailers: HeaderPair[]
      /** False when the answer came early and the rest of the request body was not sent. */
      isRequestComplete: boolean
      /** Null for an answer that was handed on as it came. */
      decoded: { readonly codings: readonly string[]; readonly sizeBytes: number } | null
      body: AnswerBody
    }

/**
 * Sends one request and yields what happens, in the order it happens. The engine makes one exchange and no more:
 * `redirects`, `cookies` and `totalTimeoutMs` are honoured by the layers that `sendAsAsked` puts around it.
 *
 * Throws AppError CLOUD_UNREACHABLE, TLS_FAILED, PROXY_FAILED, CLIENT_CERTIFICATE_INVALID, BAD_ANSWER, ANSWER_CUT, URL_INVALID, HEADER_INVALID, FILE_GONE,
 * FILE_CHANGED, FILE_UNREADABLE, DISK_FULL, FILE_UNWRITABLE or ANSWER_UNDECODABLE; an abort throws the signal's reason. Leaving the loop
 * early closes both sides.
 */
export type SendExchange = (
  request: ExchangeRequest,
  signal: AbortSignal,
) => AsyncGenerator<ExchangeEvent, void>
