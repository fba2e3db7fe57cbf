import { newDraft } from '../../../../../shared/model/new-draft.ts'
import type { DraftBody, DraftPair, RequestDraft } from '../../../../../shared/model/request.ts'
import type { ImportContext } from '../import-context.ts'
import { isObject, textOf } from '../lenient.ts'
import { variableName, withPlainNames } from '../variable-names.ts'
import { postmanAuthOf } from './postman-auth.ts'
import { type PostmanBody, postmanHeaders, postmanRequest, postmanUrl } from './postman-schema.ts'

type Part = Extract<DraftBody, { kind: 'multipart' }>['parts'][number]
type Keyed = { key: string; value: string; disabled: boolean; description: string }

/** A request of a collection; a string is the URL of a GET. */
export function postmanDraft(name: string, given: unknown, context: ImportContext): RequestDraft {
  if (typeof given === 'string') return { ...newDraft, name, url: withPlainNames(given) }
  const request = postmanRequest.parse(isObject(given) ? given : {})
  const { url, query } = urlOf(request.url)
  return {
    ...newDraft,
    name,
    method: request.method || 'GET',
    url,
    query,
    headers: headersOf(request.header),
    body: bodyOf(request.body, context),
    auth: postmanAuthOf(request.auth, context),
    docs: request.description,
  }
}

/** Path variables stand in the URL as `:name`; those with a value get it, the others become variables. */
function urlOf(given: unknown): { url: string; query: DraftPair[] } {
  if (typeof given === 'string') return { url: withPlainNames(given), query: [] }
  const { raw, query, variable } = postmanUrl.parse(isObject(given) ? given : {})
  let url = raw
  for (const { key, value } of variable) {
    if (key === '') continue
    const filled = value === '' ? `{{${variableName(key)}}}` : value
    url = url.replace(new RegExp(`/:${escaped(key)}(?=[/?#]|$)`), () => `/${filled}`)
  }
  return { url: withPlainNames(url), query: query.some(({ disabled }) => disabled) ? query.map(pairOf) : [] }
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

function pairOf({ key, value, disabled, description }: Keyed): DraftPair {
  const pair = { name: withPlainNames(key), value: withPlainNames(value), isEnabled: !disabled }
  return description === '' ? pair : { ...pair, description }
}

/** A list, or the lines of a string. */
function headersOf(given: unknown): DraftPair[] {
  if (typeof given !== 'string') return postmanHeaders.parse(given).map(pairOf)
  const lines = given.split(/\r?\n/).filter((line) => line.trim() !== '')
  return lines.map((line) => {
    const [, key = line, value = ''] = /^([^:]*):?([^]*)$/.exec(line) ?? []
    return pairOf({ key: key.trim(), value: value.trim(), disabled: false, description: '' })
  })
}

function bodyOf(body: PostmanBody | null, context: ImportContext): DraftBody {
  if (!body || body.disabled) return { kind: 'none' }
  switch (body.mode) {
    case 'raw':
      return rawOf(body)
    case 'urlencoded':
      return { kind: 'urlencoded', pairs: body.urlencoded.map(pairOf) }
    case 'formdata':
      return { kind: 'multipart', parts: body.formdata.flatMap((part) => partsOf(part, context)) }
    case 'file':
      context.note('file-to-choose', body.file?.src ?? '')
      return { kind: 'file', file: null }
    case '':
      return { kind: 'none' }
    default:
      context.note('body-left-out', body.mode)
      return { kind: 'none' }
  }
}

function rawOf({ raw, options }: PostmanBody): DraftBody {
  if (raw === '') return { kind: 'none' }
  const language = options?.raw?.language ?? ''
  const body = { kind: 'text', text: withPlainNames(raw) } as const
  return language === 'json' || language === 'xml' || language === 'text' ? { ...body, language } : body
}

function partsOf(part: PostmanBody['formdata'][number], context: ImportContext): Part[] {
  const contentType =
    part.contentType === null || part.contentType === '' ? {} : { contentType: part.contentType }
  const common = { name: withPlainNames(part.key), isEnabled: !part.disabled, ...contentType }
  if (part.type !== 'file') return [{ kind: 'text', ...common, value: withPlainNames(part.value) }]
  const sources = Array.isArray(part.src) ? part.src.map(textOf) : [textOf(part.src)]
  return sources.map((source): Part => {
    context.note('file-to-choose', source)
    return { kind: 'file', ...common, file: null }
  })
}
