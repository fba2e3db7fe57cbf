import type { RequestDraft } from '../../../../shared/model/request.ts'
import type { RequestOptions } from '../../../../shared/model/request-options.ts'
import type { HeaderPair } from '../../../../shared/model/wire.ts'
import { formOptions, type WrittenPart } from './curl-form-options.ts'
import { transportOptions } from './curl-transport-options.ts'
import { hasFileName, withQuery } from './curl-url.ts'
import { shellQuoted } from './shell-quoted.ts'

/** A request ready to be written down: variables resolved, or left as they are. */
export interface CurlRequest {
  readonly method: string
  readonly url: string
  readonly headers: readonly HeaderPair[]
  readonly body:
    | { kind: 'none' }
    | { kind: 'text'; text: string }
    | { kind: 'file'; path: string; isChunked?: boolean }
    | { kind: 'form'; parts: readonly WrittenPart[] }
  readonly auth?: RequestDraft['auth']
  readonly options?: RequestOptions
}

/**
 * A command for a POSIX shell that makes curl send this request, one option a line. What curl would add of its own,
 * it is told to leave out; only its User-Agent is let through. Ways to sign in that curl does not have are left to
 * the headers.
 */
export function toCurl(request: CurlRequest): string {
  const { method, body, auth = { kind: 'none' }, options } = request
  const url = auth.kind === 'api-key' && auth.in === 'query' ? withKey(request.url, auth) : request.url
  // To a URL that names no file, `-T` would add the name of the sent one.
  const isUpload = body.kind === 'file' && hasFileName(url)
  const headers = [...request.headers, ...authHeaders(auth)]
  const sent = [...headers.map(headerLine), ...removals(headers, body.kind, isUpload)]
  if (body.kind === 'file' && body.isChunked) sent.push('Transfer-Encoding: chunked')
  const lines = [
    ...methodOption(method, body.kind, isUpload),
    ...(options ? transportOptions(options, { url, headers }) : []),
    ...authOptions(auth),
    ...(needsGlobOff(request) ? ['--globoff'] : []),
    ...sent.map((line) => `-H ${shellQuoted(line)}`),
    ...bodyOptions(body, isUpload),
    shellQuoted(url),
  ]
  return `curl -i ${lines.join(' \\\n  ')}`
}

function methodOption(method: string, kind: CurlRequest['body']['kind'], isUpload: boolean): string[] {
  const bodyMethod = isUpload ? 'PUT' : 'POST'
  if (method === (kind === 'none' ? 'GET' : bodyMethod)) return []
  return method === 'HEAD' && kind === 'none' ? ['-I'] : [`-X ${shellQuoted(method)}`]
}

function authHeaders(auth: RequestDraft['auth']): HeaderPair[] {
  if (auth.kind === 'bearer') return [['Authorization', `Bearer ${auth.token}`]]
  return auth.kind === 'api-key' && auth.in === 'header' ? [[auth.name, auth.value]] : []
}

function authOptions(auth: RequestDraft['auth']): string[] {
  if (auth.kind !== 'basic' && auth.kind !== 'digest') return []
  const user = `-u ${shellQuoted(`${auth.username}:${auth.password}`)}`
  return auth.kind === 'digest' ? ['--digest', user] : [user]
}

function withKey(url: string, { name, value }: { name: string; value: string }): string {
  return withQuery(url, [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`])
}

function headerLine([name, value]: HeaderPair): string {
  return value === '' ? `${name};` : `${name}: ${value}`
}

function removals(
  headers: readonly HeaderPair[],
  kind: CurlRequest['body']['kind'],
  isUpload: boolean,
): string[] {
  const hasType = kind === 'text' || (kind === 'file' && !isUpload)
  const added = ['Accept', ...(hasType ? ['Content-Type'] : [])]
  const given = new Set(headers.map(([name]) => name.toLowerCase()))
  return added.filter((name) => !given.has(name.toLowerCase())).map((name) => `${name}:`)
}

function bodyOptions(body: CurlRequest['body'], isUpload: boolean): string[] {
  switch (body.kind) {
    case 'none':
      return []
    case 'text':
      return [`--data-raw ${shellQuoted(body.text)}`]
    case 'file':
      return [isUpload ? `-T ${shellQuoted(body.path)}` : `--data-binary ${shellQuoted(`@${body.path}`)}`]
    case 'form':
      return formOptions(body.parts)
  }
}

/** Without this, curl reads brackets and braces as patterns. */
function needsGlobOff({ url, body }: CurlRequest): boolean {
  return /[[\]{}]/.test(body.kind === 'file' ? url + body.path : url)
}
