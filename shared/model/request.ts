import * as z from 'zod'

import { exchangeRecord } from './exchange.ts'
import { fileHandle } from './file-handle.ts'
import { headerPair } from './wire.ts'

export const draftHeader = z.object({ name: z.string(), value: z.string(), isEnabled: z.boolean() })
export type DraftHeader = z.infer<typeof draftHeader>

export const draftBody = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('text'), text: z.string() }),
  /** Null until a file is chosen: a built-in request knows that it sends a file, not which. */
  z.object({ kind: z.literal('file'), file: fileHandle.nullable() }),
])
export type DraftBody = z.infer<typeof draftBody>

/** Takes one value out of an answer and gives it a name, so that the next request can use `{{name}}`. */
export const capture = z.object({
  variable: z.string().regex(/^[A-Za-z_][\w.-]*$/),
  source: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('header'), name: z.string().min(1) }),
    /** Dotted path into a JSON body: `images.0.id`. */
    z.object({ kind: z.literal('json'), path: z.string().min(1) }),
  ]),
  /** Only when the answer has this status; null: any. */
  whenStatus: z.int().nullable(),
  isSecret: z.boolean(),
})
export type Capture = z.infer<typeof capture>

/** A request as it is written, variables unresolved. */
export const requestDraft = z.object({
  name: z.string(),
  method: z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/),
  url: z.string(),
  headers: z.array(draftHeader),
  body: draftBody,
  captures: z.array(capture),
})
export type RequestDraft = z.infer<typeof requestDraft>

export const savedRequest = requestDraft.extend({ id: z.string().min(1) })
export type SavedRequest = z.infer<typeof savedRequest>

export const requestCollection = z.object({
  id: z.string().min(1),
  name: z.string(),
  requests: z.array(savedRequest),
})
export type RequestCollection = z.infer<typeof requestCollection>

/** A name that `{{…}}` may use. Secret values are not told. */
export const variable = z.object({
  name: z.string(),
  value: z.string().nullable(),
  isSecret: z.boolean(),
  origin: z.enum(['cloud', 'captured', 'set']),
})
export type Variable = z.infer<typeof variable>

export const captureOutcome = z.object({
  variable: z.string(),
  isSet: z.boolean(),
  reason: z.enum(['set', 'status-differs', 'header-missing', 'path-missing', 'not-json']),
})
export type CaptureOutcome = z.infer<typeof captureOutcome>

/** What happens between Send and the answer. A failure ends the stream as a typed error instead. */
export const sendEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('started'), exchangeId: z.string(), url: z.string() }),
  z.object({ type: z.literal('sent'), atMs: z.number() }),
  z.object({
    type: z.literal('head'),
    atMs: z.number(),
    status: z.int(),
    statusText: z.string(),
    headers: z.array(headerPair),
  }),
  z.object({ type: z.literal('progress'), sentBytes: z.int(), receivedBytes: z.int() }),
  z.object({
    type: z.literal('end'),
    record: exchangeRecord,
    captures: z.array(captureOutcome),
  }),
])
export type SendEvent = z.infer<typeof sendEvent>

/** Something a cURL line asked for that Arclight does otherwise, so that nothing is changed silently. */
export const curlNotice = z.object({
  option: z.string(),
  kind: z.enum(['file-sent-unchanged', 'ignored', 'unsupported', 'rest-skipped', 'file-missing']),
})
export type CurlNotice = z.infer<typeof curlNotice>
