import * as z from 'zod'

import { problem } from './problem.ts'
import { tlsFacts } from './tls.ts'
import { headerPair } from './wire.ts'

/** How long each part of an exchange took, in ms; null where it did not happen (a reused connection has no DNS). */
export const exchangePhases = z.object({
  /** Before the connection was begun: reading the file's size, or a first try on a connection that was lost. */
  queueMs: z.number().nullable().default(null),
  dnsMs: z.number().nullable(),
  connectMs: z.number().nullable(),
  tlsMs: z.number().nullable(),
  sendMs: z.number().nullable(),
  waitMs: z.number().nullable(),
  receiveMs: z.number().nullable(),
})
export type ExchangePhases = z.infer<typeof exchangePhases>

/** A hop that was answered with a redirect, which was followed. */
const redirectHop = z.object({
  method: z.string(),
  url: z.string(),
  requestLine: z.string(),
  requestHeaders: z.array(headerPair),
  status: z.int(),
  statusText: z.string(),
  responseHeaders: z.array(headerPair),
  phases: exchangePhases,
  tookMs: z.number(),
  remoteAddress: z.string().nullable(),
  tls: tlsFacts.nullable(),
  /** Headers that did not go along to the next hop: secrets for this server, or about a body that was left. */
  droppedHeaders: z.array(z.string()),
})

export const exchangeOrigin = z.enum(['identity', 'images', 'transfers', 'workbench'])
export type ExchangeOrigin = z.infer<typeof exchangeOrigin>

export const sentBody = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  /** Small text bodies are kept, with their secrets out. */
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('file'), name: z.string(), sizeBytes: z.int().nonnegative().nullable() }),
  z.object({ kind: z.literal('not-kept'), sizeBytes: z.int().nonnegative().nullable() }),
])
export type SentBody = z.infer<typeof sentBody>

/** One exchange made, by either half of the app. Holds no secret: see core/history/redact.ts. */
export const exchangeRecord = z.object({
  id: z.string().min(1),
  startedAtMs: z.int(),
  origin: exchangeOrigin,
  cloudId: z.string().nullable(),
  imageId: z.string().nullable(),
  method: z.string(),
  url: z.string(),
  /**
   * The hops before the last one. The method, URL and body of the record are those that were asked for; the head that
   * was sent, the answer, the phases and the connection are those of the last hop, at `finalUrl`.
   */
  redirects: z.array(redirectHop).default([]),
  /** Null unless a redirect was followed. */
  finalUrl: z.string().nullable().default(null),
  /** The first line of the head as it was sent; empty if nothing was. */
  requestLine: z.string().default(''),
  requestHeaders: z.array(headerPair),
  requestBody: sentBody,
  /** The first bytes of the body as they went out, where they are kept: at the body URL of `bodyId`. */
  sentStart: z.object({ bodyId: z.string(), isWhole: z.boolean() }).nullable().default(null),
  /** Null when no answer came. */
  status: z.int().nullable(),
  statusText: z.string(),
  responseHeaders: z.array(headerPair),
  phases: exchangePhases,
  tookMs: z.number(),
  sentBytes: z.int().nonnegative(),
  receivedBytes: z.int().nonnegative(),
  /** What the kept body was unpacked from; null if it is as it came. */
  decoded: z
    .object({ codings: z.array(z.string()), sizeBytes: z.int() })
    .nullable()
    .default(null),
  requestId: z.string().nullable(),
  remoteAddress: z.string().nullable(),
  remotePort: z.int().nullable().default(null),
  tls: tlsFacts.nullable().default(null),
  /** What it went through; `source`: `request`, or the variable of the environment that names it. */
  proxy: z.object({ url: z.string(), source: z.string() }).nullable().default(null),
  /** What was spoken, and what was asked for: a server may have no HTTP/2. */
  httpVersion: z.enum(['1.1', '2']).nullable().default(null),
  askedHttpVersion: z.enum(['auto', '1.1', '2']).default('1.1'),
  isConnectionReused: z.boolean(),
  /** Whether the answer's body can still be read at the body URL. */
  isBodyKept: z.boolean(),
  problem: problem.nullable(),
})
export type ExchangeRecord = z.infer<typeof exchangeRecord>

export const historyEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('added'), record: exchangeRecord }),
  z.object({ type: z.literal('cleared') }),
  /** The oldest were forgotten: what is counted from them counts anew. */
  z.object({ type: z.literal('purged') }),
])
export type HistoryEvent = z.infer<typeof historyEvent>
