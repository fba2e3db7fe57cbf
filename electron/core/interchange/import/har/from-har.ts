import * as z from 'zod'

import { newDraft } from '../../../../../shared/model/new-draft.ts'
import type { DraftBody, RequestDraft } from '../../../../../shared/model/request.ts'
import { folderOf, type Imported, type ImportedItem } from '../imported.ts'
import type { ImportContext } from '../import-context.ts'
import { isObject, list, maybe, optionalText, pair, text } from '../lenient.ts'

/** Only what a request is made of (HTTP Archive 1.2). */
const harRequest = z.object({
  method: text,
  url: text,
  headers: list(pair),
  postData: maybe(
    z.object({
      mimeType: text,
      text: optionalText,
      params: list(z.object({ name: text, value: text, fileName: optionalText, contentType: optionalText })),
    }),
  ),
})
type PostData = NonNullable<z.output<typeof harRequest>['postData']>

/** What the engine writes itself, and what HTTP/2 spells as headers. */
const written = /^(?::.*|host|connection|content-length|transfer-encoding)$/i

/** The requests of an archive, in order. Their answers are left out. */
export function fromHar(data: Record<string, unknown>, context: ImportContext): Omit<Imported, 'notes'> {
  const log = isObject(data['log']) ? data['log'] : {}
  const all: unknown[] = Array.isArray(log['entries']) ? log['entries'] : []
  const answers = all.filter((entry) => isObject(entry) && isObject(entry['response'])).length
  if (answers > 0) context.note('answers-left-out', String(answers))
  const items = all.flatMap((entry): ImportedItem[] => {
    const read = harRequest.safeParse(isObject(entry) ? entry['request'] : null)
    if (!read.success || read.data.url === '') {
      context.note('item-unreadable', '')
      return []
    }
    return [{ kind: 'request', draft: draftOf(read.data, context) }]
  })
  return { format: 'har', root: folderOf('HAR', items), environments: [], cookies: [] }
}

function draftOf(request: z.output<typeof harRequest>, context: ImportContext): RequestDraft {
  const method = request.method || 'GET'
  const name = `${method} ${request.url.replace(/^[a-z][\w+.-]*:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '') || '/'}`
  return {
    ...newDraft,
    name,
    method,
    url: request.url,
    headers: request.headers
      .filter((header) => !written.test(header.name))
      .map((header) => ({ name: header.name, value: header.value, isEnabled: true })),
    body: request.postData ? bodyOf(request.postData, context.inside(name)) : { kind: 'none' },
    auth: { kind: 'none' },
  }
}

function bodyOf({ mimeType, text: raw, params }: PostData, context: ImportContext): DraftBody {
  if (params.length > 0 && mimeType.startsWith('multipart/')) {
    const parts = params.map(({ name, value, fileName, contentType }) => {
      const common = { name, isEnabled: true, ...(contentType === null ? {} : { contentType }) }
      if (fileName === null) return { kind: 'text' as const, ...common, value }
      context.note('file-to-choose', fileName)
      return { kind: 'file' as const, ...common, file: null, fileName }
    })
    return { kind: 'multipart', parts }
  }
  if (raw !== null && raw !== '') return { kind: 'text', text: raw }
  if (params.length === 0) return { kind: 'none' }
  return { kind: 'urlencoded', pairs: params.map(({ name, value }) => ({ name, value, isEnabled: true })) }
}
