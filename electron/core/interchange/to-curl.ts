import type { HeaderPair } from '../../../shared/model/wire.ts'
import { hasFileName } from './curl-url.ts'

/** A request ready to be written down: variables resolved, or left as they are. */
export interface CurlRequest {
  readonly method: string
  readonly url: string
  readonly headers: readonly HeaderPair[]
  readonly body: { kind: 'none' } | { kind: 'text'; text: string } | { kind: 'file'; path: string }
}

/**
 * A command for a POSIX shell that makes curl send this request, one option a line. What curl would add of its own,
 * it is told to leave out; only its User-Agent is let through.
 */
export function toCurl(request: CurlRequest): string {
  const { method, url, headers, body } = request
  // To a URL that names no file, `-T` would add the name of the sent one.
  const isUpload = body.kind === 'file' && hasFileName(url)
  const sent = [...headers.map(headerLine), ...removals(headers, body.kind, isUpload)]
  const lines = [
    ...methodOption(method, body.kind, isUpload),
    ...(needsGlobOff(request) ? ['--globoff'] : []),
    ...sent.map((line) => `-H ${quoted(line)}`),
    ...bodyOption(body, isUpload),
    quoted(url),
  ]
  return `curl -i ${lines.join(' \\\n  ')}`
}

function methodOption(method: string, kind: CurlRequest['body']['kind'], isUpload: boolean): string[] {
  const bodyMethod = isUpload ? 'PUT' : 'POST'
  if (method === (kind === 'none' ? 'GET' : bodyMethod)) return []
  return method === 'HEAD' && kind === 'none' ? ['-I'] : [`-X ${quoted(method)}`]
}

function headerLine([name, value]: HeaderPair): string {
  return value === '' ? `${name};` : `${name}: ${value}`
}

function removals(
  headers: readonly HeaderPair[],
  kind: CurlRequest['body']['kind'],
  isUpload: boolean,
): string[] {
  const added = ['Accept', ...(kind === 'none' || isUpload ? [] : ['Content-Type'])]
  const given = new Set(headers.map(([name]) => name.toLowerCase()))
  return added.filter((name) => !given.has(name.toLowerCase())).map((name) => `${name}:`)
}

function bodyOption(body: CurlRequest['body'], isUpload: boolean): string[] {
  switch (body.kind) {
    case 'none':
      return []
    case 'text':
      return [`--data-raw ${quoted(body.text)}`]
    case 'file':
      return [isUpload ? `-T ${quoted(body.path)}` : `--data-binary ${quoted(`@${body.path}`)}`]
  }
}

/** Without this, curl reads brackets and braces as patterns. */
function needsGlobOff({ url, body }: CurlRequest): boolean {
  return /[[\]{}]/.test(body.kind === 'file' ? url + body.path : url)
}

function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
