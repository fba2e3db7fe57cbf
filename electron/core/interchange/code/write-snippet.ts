import type { CodeRemark } from '../../../../shared/model/code.ts'
import type { HeaderPair } from '../../../../shared/model/wire.ts'
import type { CurlRequest } from '../curl/to-curl.ts'
import { withQuery } from '../curl/curl-url.ts'
import { expression } from './code-languages.ts'
import { type SnippetId, snippetTargets } from './code-targets.ts'
import { type TextPart, textParts } from './named-text.ts'

/** What stands in the frame of the library until the real text takes its place, and is safe in every language. */
const placeholder = (index: number) => `arclightText${index}x`
/** The library reads JSON and forms itself, unless they are called something else. */
const plainType = 'text/plain'
const host = 'arclight.example'

/**
 * A request in a language. The library writes the frame, of placeholders alone: it does not escape what strings of its
 * languages would take for their own, and would write numbers of JSON anew. Here each gets the text that it stands for.
 */
export async function writeSnippet(
  request: CurlRequest,
  id: SnippetId,
): Promise<{ code: string; remarks: CodeRemark[] }> {
  const { client, language, file, finish } = snippetTargets[id]
  const remarks: CodeRemark[] = []
  const signed = withAuth(request, remarks)
  const texts: TextPart[][] = []
  const hold = (text: string) => placeholder(texts.push(textParts(text)) - 1)
  const scheme = signed.url.startsWith('http:') ? 'http' : 'https'
  const url = `${scheme}://${host}/${hold(signed.url)}`
  const given = typed(signed.headers, id, request.body.kind !== 'none')
  const headers = joined(given, remarks).map(([name, value]) => ({ name, value: hold(value) }))
  const body = bodyText(request, id, remarks)
  const postData = body === null ? {} : { postData: { mimeType: plainType, text: hold(body.text) } }
  const frame = await frameOf(client, { method: request.method, url, headers, ...postData })
  const path = body?.isFile ? expression(language, [{ text: body.text }]) : null
  if (path !== null && file.inMemory) remarks.push({ code: 'file-in-memory', detail: body?.text ?? '' })
  const withFile =
    path === null
      ? frame
      : frame.replace(lastPlaceholder(file.line, texts.length - 1), () => file.instead(path))
  const written = filled(withFile, (parts) => expression(language, parts), texts)
  const variables = namesOf(texts)
  const code = finish ? finish(written, { variables: variables.length > 0, file: path !== null }) : written
  return { code: `${code.trimEnd()}\n`, remarks: [...remarks, ...variables.map(fromEnvironment)] }
}

export function fromEnvironment(detail: string): CodeRemark {
  return { code: detail === basicVariable ? 'basic-from-environment' : 'from-environment', detail }
}

const basicVariable = 'BASIC_CREDENTIALS'

interface Frame {
  readonly method: string
  readonly url: string
  readonly headers: readonly { name: string; value: string }[]
  readonly postData?: { mimeType: string; text: string }
}

async function frameOf([target, client]: readonly [string, string], frame: Frame): Promise<string> {
  const { HTTPSnippet } = await import('@readme/httpsnippet')
  const input = {
    ...frame,
    headers: [...frame.headers],
    httpVersion: 'HTTP/1.1',
    cookies: [],
    queryString: [],
    headersSize: -1,
    bodySize: -1,
  }
  const snippet = new HTTPSnippet(input as ConstructorParameters<typeof HTTPSnippet>[0])
  const [code] = snippet.convert(target as Parameters<typeof snippet.convert>[0], client)
  if (typeof code !== 'string') throw new Error(`the snippet library does not know ${target} ${client}`)
  return code
}

/** A string with a placeholder in it becomes an expression; what else stands in the string is plain. */
function filled(
  code: string,
  write: (parts: readonly TextPart[]) => string,
  texts: readonly (readonly TextPart[])[],
): string {
  const text = String.raw`(?:https?://arclight\.example/)?arclightText(\d+)x`
  const inQuotes = new RegExp(String.raw`(["'])([\w: -]*)${text}\1|${text}`, 'g')
  return code.replace(inQuotes, (_, _quote, before: string | undefined, quoted?: string, bare?: string) => {
    const parts = texts[Number(quoted ?? bare)] ?? []
    return write(before ? merged([{ text: before }, ...parts]) : parts)
  })
}

function merged([first, second, ...rest]: readonly TextPart[]): TextPart[] {
  if (first && second && 'text' in first && 'text' in second)
    return [{ text: first.text + second.text }, ...rest]
  return [first, second, ...rest].filter((part) => part !== undefined)
}

function lastPlaceholder(line: RegExp, index: number): RegExp {
  return new RegExp(line.source.replace(String.raw`\d+`, String(index)))
}

function namesOf(texts: readonly (readonly TextPart[])[]): string[] {
  const names = texts.flat().flatMap((part) => ('variable' in part ? [part.variable] : []))
  return [...new Set(names)]
}

function withAuth(request: CurlRequest, remarks: CodeRemark[]): Pick<CurlRequest, 'url' | 'headers'> {
  const { url, headers, auth = { kind: 'none' } } = request
  switch (auth.kind) {
    case 'bearer':
      return { url, headers: [...headers, ['Authorization', `Bearer ${auth.token}`]] }
    case 'basic':
      return { url, headers: [...headers, ['Authorization', `Basic {{${basicVariable}}}`]] }
    case 'api-key':
      if (auth.in === 'header') return { url, headers: [...headers, [auth.name, auth.value]] }
      return { url: withQuery(url, [`${encodeURIComponent(auth.name)}=${auth.value}`]), headers }
    case 'digest':
      remarks.push({ code: 'auth-left-out', detail: auth.kind })
      return { url, headers }
    case 'inherit':
    case 'none':
    case 'keystone':
    case 'oauth2-client-credentials':
    case 'oauth2-authorization-code':
      return { url, headers }
  }
}

/** Names that come several times are one there (RFC 9110 section 5.3). */
function joined(headers: readonly HeaderPair[], remarks: CodeRemark[]): HeaderPair[] {
  const all = new Map<string, HeaderPair>()
  for (const [name, value] of headers) {
    const before = all.get(name.toLowerCase())
    const plus = name.toLowerCase() === 'cookie' ? '; ' : ', '
    if (/^[\w-]+$/.test(name))
      all.set(name.toLowerCase(), [before?.[0] ?? name, before ? before[1] + plus + value : value])
    else remarks.push({ code: 'header-left-out', detail: name })
  }
  return [...all.values()]
}

/** PowerShell never sends a body without a type, and its frame needs one. */
function typed(headers: readonly HeaderPair[], id: SnippetId, hasBody: boolean): readonly HeaderPair[] {
  const hasType = headers.some(([name]) => name.toLowerCase() === 'content-type')
  return id !== 'powershell' || !hasBody || hasType
    ? headers
    : [...headers, ['Content-Type', 'application/octet-stream']]
}

function bodyText(
  { method, body }: CurlRequest,
  id: SnippetId,
  remarks: CodeRemark[],
): { text: string; isFile: boolean } | null {
  const isRefused = id === 'node-fetch' && /^(?:GET|HEAD)$/.test(method)
  if (body.kind === 'none') return null
  if (body.kind === 'form' || isRefused) {
    remarks.push({ code: 'body-left-out', detail: body.kind === 'form' ? 'multipart' : method })
    return null
  }
  return body.kind === 'file' ? { text: body.path, isFile: true } : { text: body.text, isFile: false }
}
