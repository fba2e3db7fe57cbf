import * as z from 'zod'

import { exchangeRecord } from './exchange.ts'
import { fileHandle } from './file-handle.ts'
import { actionOutcome, finishedAction, requestAction } from './request-action.ts'
import { requestAuth } from './request-auth.ts'
import { defaultOptions, requestOptions } from './request-options.ts'
import { headerPair } from './wire.ts'

/** A line of a grid: a header, a part of a query, a field of a form. */
export const draftPair = z.object({
  name: z.string(),
  value: z.string(),
  isEnabled: z.boolean(),
  description: z.string().optional(),
})
export type DraftPair = z.infer<typeof draftPair>

const partOfForm = { name: z.string(), isEnabled: z.boolean(), contentType: z.string().optional() }

export const multipartPart = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), ...partOfForm, value: z.string() }),
  /** `fileName`: what the server is told, when it is not the file's own name. */
  z.object({
    kind: z.literal('file'),
    ...partOfForm,
    file: fileHandle.nullable(),
    fileName: z.string().optional(),
  }),
])

export type MultipartPart = z.infer<typeof multipartPart>

export const draftBody = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  /** Without a language, what the content type and the text look like. */
  z.object({
    kind: z.literal('text'),
    text: z.string(),
    language: z.enum(['json', 'xml', 'text']).optional(),
  }),
  z.object({ kind: z.literal('urlencoded'), pairs: z.array(draftPair) }),
  z.object({ kind: z.literal('multipart'), parts: z.array(multipartPart) }),
  /**
   * Null until a file is chosen: a built-in request knows that it sends a file, not which. Sent with Content-Length
   * unless `isChunked`.
   */
  z.object({ kind: z.literal('file'), file: fileHandle.nullable(), isChunked: z.boolean().optional() }),
])
export type DraftBody = z.infer<typeof draftBody>

/** A request as it is written, variables unresolved, and perhaps not finished yet. */
export const requestDraft = z.object({
  name: z.string(),
  method: z.string(),
  /** With its query: what is sent is this text. */
  url: z.string(),
  /**
   * The parts of the query with what the URL cannot hold: the switched-off ones in their places, and descriptions.
   * Where the two differ, the URL is right.
   */
  query: z.array(draftPair).default([]),
  headers: z.array(draftPair),
  body: draftBody,
  auth: requestAuth.default({ kind: 'inherit' }),
  actions: z.array(requestAction).default([]),
  options: requestOptions.default(defaultOptions),
  docs: z.string().default(''),
})
export type RequestDraft = z.infer<typeof requestDraft>

/** A draft that can be sent. */
export const sendableDraft = requestDraft.extend({
  method: z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/),
  actions: z.array(finishedAction).default([]),
})

/** Where a request stands: what it inherits from, and the environment that is chosen. */
export const requestPlace = z.object({
  /** Of a saved request or a folder. Null: nowhere. */
  sourceId: z.string().nullable(),
  environmentId: z.string().nullable(),
})
export type RequestPlace = z.infer<typeof requestPlace>

/** A name that `{{…}}` may use. Secret values are not told. */
export const variable = z.object({
  name: z.string(),
  value: z.string().nullable(),
  isSecret: z.boolean(),
  origin: z.enum(['cloud', 'collection', 'folder', 'environment', 'captured', 'set', 'dynamic']),
})
export type Variable = z.infer<typeof variable>

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
    outcomes: z.array(actionOutcome),
  }),
])
export type SendEvent = z.infer<typeof sendEvent>

/** Something a cURL line asked for that Arclight does otherwise, so that nothing is changed silently. */
export const curlNotice = z.object({
  option: z.string(),
  kind: z.enum([
    'file-sent-unchanged',
    'line-ends-stripped',
    'token-current',
    'ca-by-cloud',
    'ignored',
    'unsupported',
    'rest-skipped',
    'file-missing',
  ]),
})
export type CurlNotice = z.infer<typeof curlNotice>

export const draftOfCurl = z.object({ draft: requestDraft, notices: z.array(curlNotice) })
export type DraftOfCurl = z.infer<typeof draftOfCurl>
