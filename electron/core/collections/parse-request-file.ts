import { parseDocument } from 'yaml'
import * as z from 'zod'

import { newDraft } from '../../../shared/model/new-draft.ts'
import { type DraftBody, type RequestDraft, sendableDraft } from '../../../shared/model/request.ts'
import type { SetVariable } from '../../../shared/model/request-action.ts'

/** A request read from a file, and its place among the others. */
export interface RequestFile {
  readonly seq: number
  readonly draft: RequestDraft
}

const captureInFile = z
  .object({
    variable: z.string().regex(/^[A-Za-z_][\w.-]*$/),
    header: z.string().min(1).optional(),
    json: z.string().min(1).optional(),
    whenStatus: z.int().optional(),
    secret: z.boolean().default(false),
  })
  .refine(({ header, json }) => (header === undefined) !== (json === undefined), {
    error: 'names either a header or a json path',
  })

/**
 * An OpenCollection request, as Bruno 3 writes it, with the captures of Arclight under `extensions.arclight`. Keys
 * that say nothing to Arclight are passed over; a body of a kind that it cannot send is refused.
 */
const requestFile = z.object({
  info: z.object({ name: z.string(), type: z.literal('http'), seq: z.number().default(1) }),
  http: z.object({
    method: sendableDraft.shape.method.default('GET').transform(withStandardCase),
    url: z.string(),
    headers: z
      .array(z.object({ name: z.string(), value: z.string(), disabled: z.boolean().default(false) }))
      .default([]),
    body: z
      .discriminatedUnion('type', [
        z.object({ type: z.enum(['json', 'text', 'xml', 'sparql']), data: z.string() }),
        z.object({ type: z.literal('file') }),
      ])
      .optional(),
  }),
  extensions: z
    .object({ arclight: z.object({ captures: z.array(captureInFile).default([]) }).optional() })
    .optional(),
})
type RequestFileContent = z.infer<typeof requestFile>

/** Throws an error whose message says what is wrong with the file, and where. */
export function parseRequestFile(text: string): RequestFile {
  const { info, http, extensions } = parseYaml(text, requestFile)
  return {
    seq: info.seq,
    draft: {
      ...newDraft,
      name: info.name,
      method: http.method,
      url: http.url,
      headers: http.headers.map(({ name, value, disabled }) => ({ name, value, isEnabled: !disabled })),
      body: bodyOf(http.body),
      actions: (extensions?.arclight?.captures ?? []).map(actionOf),
    },
  }
}

/** Reads YAML of a known shape. Throws an error that names the line, or the key, that is wrong. */
export function parseYaml<Schema extends z.ZodType>(text: string, schema: Schema): z.infer<Schema> {
  const document = parseDocument(text)
  const [error] = document.errors
  if (error) throw new Error(error.message.split('\n')[0])
  const { data, error: mismatch } = schema.safeParse(document.toJS())
  if (mismatch) throw new Error(z.prettifyError(mismatch))
  return data
}

/** Bruno writes `post` for POST; a method of its own invention keeps its case, which matters (RFC 9110 section 9.1). */
function withStandardCase(method: string): string {
  return /^(?:get|head|post|put|patch|delete|options|trace)$/.test(method) ? method.toUpperCase() : method
}

function actionOf({
  variable,
  header,
  json,
  whenStatus,
  secret,
}: z.infer<typeof captureInFile>): SetVariable {
  return {
    kind: 'set-variable',
    variable,
    part: header === undefined ? { kind: 'json', path: json ?? '' } : { kind: 'header', name: header },
    isSecret: secret,
    isEnabled: true,
    when:
      whenStatus === undefined
        ? null
        : { part: { kind: 'status' }, comparison: 'equal', value: String(whenStatus) },
    onFailure: 'go-on',
  }
}

function bodyOf(body: RequestFileContent['http']['body']): DraftBody {
  if (!body) return { kind: 'none' }
  return body.type === 'file' ? { kind: 'file', file: null } : { kind: 'text', text: body.data }
}
