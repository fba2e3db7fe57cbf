import * as z from 'zod'

import { newDraft } from '../../../../shared/model/new-draft.ts'
import { type RequestDraft, sendableDraft } from '../../../../shared/model/request.ts'
import {
  defaultOptions,
  type RequestOptions,
  requestOptions,
} from '../../../../shared/model/request-options.ts'
import { actionsData, actionsOf } from './actions-format.ts'
import { authData, authOf } from './auth-format.ts'
import { type BodyInFile, bodyData, bodyInFile, bodyOf, type FilePaths } from './body-format.ts'
import { pairData, pairInFile, pairOf } from './pairs-format.ts'
import { type FileData, type FileObject, parseYaml, writeYaml } from './yaml-text.ts'

const docs = z
  .union([z.string(), z.object({ content: z.string() }).transform(({ content }) => content)])
  .default('')

/**
 * An OpenCollection request, as Bruno 3 writes it, with what the format has no word for under `extensions.arclight`.
 * Keys that say nothing to Arclight are passed over, and kept when the file is written.
 */
const requestFile = z.object({
  info: z.object({ name: z.string(), type: z.literal('http'), seq: z.number().default(1) }),
  http: z.object({
    method: sendableDraft.shape.method.default('GET').transform(withStandardCase),
    url: z.string().default(''),
    params: z.array(pairInFile.extend({ type: z.string().default('query') })).default([]),
    headers: z.array(pairInFile).default([]),
    body: bodyInFile.optional(),
    auth: z.unknown().optional(),
  }),
  runtime: z
    .object({
      assertions: z.array(z.unknown()).default([]),
      actions: z.array(z.unknown()).default([]),
      scripts: z.unknown().optional(),
      variables: z.array(z.unknown()).default([]),
    })
    .default({ assertions: [], actions: [], variables: [] }),
  settings: z
    .object({
      timeout: z.union([z.number(), z.string()]).optional(),
      followRedirects: z.boolean().default(true),
      maxRedirects: z.number().int().min(0).max(100).optional().catch(undefined),
    })
    .default({ followRedirects: true }),
  docs,
  extensions: z
    .object({
      arclight: z
        .object({
          auth: z.unknown().optional(),
          actions: z.array(z.unknown()).default([]),
          options: requestOptions.partial().default({}),
          isChunked: z.boolean().default(false),
        })
        .optional(),
    })
    .optional(),
})
type RequestFile = z.infer<typeof requestFile>

/** What `writeRequest` writes, and so takes away when there is no more to write. */
const known = new Set(
  [
    'docs info.name info.type info.seq runtime.assertions runtime.actions',
    'http.method http.url http.params http.headers http.body http.auth http.body.type http.body.data',
    'http.auth.type http.auth.flow http.auth.username http.auth.password http.auth.token http.auth.key',
    'http.auth.value http.auth.placement http.auth.authorizationUrl http.auth.pkce',
    'http.params.disabled http.params.description http.headers.disabled http.headers.description',
    'http.body.data.disabled http.body.data.description http.body.data.contentType',
    'http.body.data.fileName http.body.data.value',
    'extensions.arclight.auth extensions.arclight.actions extensions.arclight.options',
    'extensions.arclight.isChunked',
  ].flatMap((line) => line.split(' ')),
)

export interface ReadRequest {
  readonly seq: number
  readonly draft: RequestDraft
  readonly unsupported: string[]
}

/** Throws an error whose message says what is wrong with the file, and where. */
export async function readRequest(text: string, paths: FilePaths): Promise<ReadRequest> {
  const file = parseYaml(text, requestFile)
  const { info, http, runtime, extensions } = file
  const own = extensions?.arclight
  const auth = authOf(http.auth, own?.auth)
  const { actions, unknown } = actionsOf(runtime.assertions, runtime.actions, own?.actions ?? [])
  const body = await bodyOf(http.body, paths)
  return {
    seq: info.seq,
    draft: {
      ...newDraft,
      name: info.name,
      method: http.method,
      url: http.url,
      query: http.params.filter(({ type }) => type === 'query').map(pairOf),
      headers: http.headers.map(pairOf),
      body: body.kind === 'file' && own?.isChunked ? { ...body, isChunked: true } : body,
      auth: auth ?? { kind: 'none' },
      actions,
      options: optionsOf(file),
      docs: file.docs,
    },
    unsupported: [
      ...(auth ? [] : ['http.auth']),
      ...(http.params.some(({ type }) => type === 'path') ? ['http.params: path'] : []),
      ...(runtime.scripts === undefined ? [] : ['runtime.scripts']),
      ...(runtime.variables.length > 0 ? ['runtime.variables'] : []),
      ...(unknown.assertions.length > 0 ? ['runtime.assertions'] : []),
      ...(unknown.actions.length > 0 ? ['runtime.actions'] : []),
    ],
  }
}

/** The text of a file that holds the draft; of `text`, what was there before, everything else is kept. */
export function writeRequest(
  text: string,
  { seq, draft }: { seq: number; draft: RequestDraft },
  paths: FilePaths,
): string {
  const before = readBefore(text)
  const { auth, extension: authExtension } = authData(draft.auth)
  const keepsAuth = before !== null && draft.auth.kind === 'none' && !authOf(before.http.auth, undefined)
  const { assertions, actions, extension } = actionsData(draft.actions)
  const { unknown } = actionsOf(before?.runtime.assertions ?? [], before?.runtime.actions ?? [], [])
  const { timeoutMs, redirects, ...rest } = draft.options
  const options = changedOptions({ ...rest, redirects })
  const own = {
    auth: authExtension,
    actions: listOrNone(extension),
    options: Object.keys(options).length > 0 ? options : undefined,
    isChunked: draft.body.kind === 'file' && draft.body.isChunked ? true : undefined,
  }
  const data: FileObject = {
    info: { name: draft.name, type: 'http', seq },
    http: {
      method: draft.method,
      url: draft.url,
      params: listOrNone([
        ...draft.query.map((pair) => ({ ...pairData(pair), type: 'query' })),
        ...pathParams(before),
      ]),
      headers: listOrNone(draft.headers.map(pairData)),
      body: withFileBefore(bodyData(draft.body, paths), before?.http.body),
      auth: keepsAuth ? (before.http.auth as FileData) : auth,
    },
    runtime: {
      assertions: listOrNone([...assertions, ...unknown.assertions]),
      actions: listOrNone([...actions, ...unknown.actions]),
    },
    settings: {
      timeout: timeoutMs ?? 0,
      followRedirects: redirects.follow,
      maxRedirects: redirects.max,
    },
    docs: draft.docs === '' ? undefined : draft.docs,
    extensions: { arclight: own },
  }
  return writeYaml(text, data, known)
}

function readBefore(text: string): RequestFile | null {
  if (text.trim() === '') return null
  try {
    return parseYaml(text, requestFile)
  } catch {
    return null
  }
}

function pathParams(before: RequestFile | null): FileObject[] {
  return (before?.http.params ?? [])
    .filter(({ type }) => type !== 'query')
    .map((pair) => ({ ...pairData(pairOf(pair)), type: pair.type }))
}

/** A file that is not on this machine is still named: the request may be another's, too. */
function withFileBefore(
  body: FileObject | undefined,
  before: BodyInFile | undefined,
): FileObject | undefined {
  if (body?.['type'] !== 'file' || before?.type !== 'file') return body
  const data = body['data']
  return Array.isArray(data) && data.length === 0 ? { ...body, data: before.data } : body
}

function optionsOf({ settings, extensions }: RequestFile): RequestOptions {
  const own = extensions?.arclight?.options ?? {}
  const given = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined))
  const timeoutMs = typeof settings.timeout === 'number' && settings.timeout > 0 ? settings.timeout : null
  return {
    ...defaultOptions,
    ...given,
    timeoutMs,
    redirects: {
      follow: settings.followRedirects,
      max: settings.maxRedirects ?? defaultOptions.redirects.max,
      keepMethod: own.redirects?.keepMethod ?? false,
    },
  }
}

function changedOptions(options: Omit<RequestOptions, 'timeoutMs'>): FileObject {
  const defaults: Readonly<Record<string, unknown>> = defaultOptions
  const { redirects, ...rest } = options
  const changed = Object.entries(rest).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(defaults[key]),
  )
  const kept = redirects.keepMethod ? { redirects: { ...redirects } } : {}
  return { ...(Object.fromEntries(changed) as FileObject), ...kept }
}

function listOrNone(list: readonly FileData[]): readonly FileData[] | undefined {
  return list.length === 0 ? undefined : list
}

/** Bruno writes `post` for POST; a method of its own invention keeps its case, which matters (RFC 9110 section 9.1). */
function withStandardCase(method: string): string {
  return /^(?:get|head|post|put|patch|delete|options|trace)$/.test(method) ? method.toUpperCase() : method
}
