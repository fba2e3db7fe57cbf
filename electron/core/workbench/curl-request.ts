import type { FileHandle } from '../../../shared/model/file-handle.ts'
import type { MultipartPart } from '../../../shared/model/request.ts'
import type { FileRegistry } from '../files/file-registry.ts'
import { redactHeaders, redactText, redactUrl } from '../history/redact.ts'
import type { WrittenPart } from '../interchange/curl/curl-form-options.ts'
import type { CurlRequest } from '../interchange/curl/to-curl.ts'
import { urlencoded } from './body-source.ts'
import type { WrittenRequest } from './resolve-draft.ts'
import { mapBody } from './written-body.ts'

type Files = Pick<FileRegistry, 'find'>

/** A written request as a cURL command has it: files by their paths. Throws FILE_LOST. */
export function curlRequest(
  method: string,
  { url, headers, body }: WrittenRequest,
  files: Files,
): CurlRequest {
  const request = { method, url, headers }
  switch (body.kind) {
    case 'none':
      return { ...request, body }
    case 'text':
      return { ...request, body: { kind: 'text', text: body.text } }
    case 'urlencoded': {
      const hasType = headers.some(([name]) => /^content-type$/i.test(name))
      const type: [string, string] = ['Content-Type', 'application/x-www-form-urlencoded']
      const text = withNames(urlencoded(body.pairs))
      return { ...request, headers: hasType ? headers : [...headers, type], body: { kind: 'text', text } }
    }
    case 'multipart':
      return { ...request, body: { kind: 'form', parts: body.parts.map((part) => formPart(part, files)) } }
    case 'file':
      return { ...request, body: { kind: 'file', path: pathOf(body.file, files), isChunked: body.isChunked } }
  }
}

/** The request without the secrets that were typed into it; those behind a `{{name}}` are not in it. */
export function withoutSecrets({ url, headers, body }: WrittenRequest): WrittenRequest {
  const withoutPairs =
    body.kind === 'urlencoded'
      ? { ...body, pairs: redactHeaders(body.pairs) }
      : mapBody(body, (text) => redactText(text))
  return { url: redactUrl(url), headers: redactHeaders(headers), body: withoutPairs }
}

function formPart(part: MultipartPart, files: Files): WrittenPart {
  const { name } = part
  const contentType = part.contentType ?? null
  if (part.kind === 'text') return { kind: 'text', name, contentType, value: part.value }
  return { kind: 'file', name, contentType, path: pathOf(part.file, files), fileName: part.fileName ?? null }
}

function pathOf(chosen: FileHandle | null, files: Files): string {
  if (!chosen) return '<file>'
  // A file that a page holds has no path.
  if (chosen.heldBy === 'page') return chosen.name
  const file = files.find(chosen.handle)
  return file.heldBy === 'host' ? file.path : file.name
}

/** A name that has no value, or a secret one, stays readable. */
function withNames(encoded: string): string {
  return encoded.replace(
    /%7B%7B(%24)?([\w.-]+)%7D%7D/g,
    (_, dollar: string | undefined, name: string) => `{{${dollar === undefined ? '' : '$'}${name}}}`,
  )
}
