import type { CurlNotice } from '../../../../shared/model/request.ts'
import type { HeaderPair } from '../../../../shared/model/wire.ts'
import type { CurlOption } from './curl-options.ts'
import { isCookieFile } from './curl-transport.ts'

export interface CurlHeaders {
  readonly pairs: readonly HeaderPair[]
  readonly notices: readonly CurlNotice[]
}

/** What curl asks for with `--compressed`. */
const encodings = 'deflate, gzip, br, zstd'

/** The engine writes these itself; taking one away has no word in a draft. */
const writtenByEngine = new Set(['host', 'expect', 'content-length', 'transfer-encoding', 'connection'])

/**
 * The headers of a command in the order in which curl sends them: its own first, then those of `-H`, then the type
 * of a form. One given with `-H` takes the place of curl's own; `Name:` takes curl's own away; `Name;` is empty.
 */
export function readCurlHeaders(
  given: readonly CurlOption[],
  { isForm, hasBody }: { isForm: boolean; hasBody: boolean },
): CurlHeaders {
  // With a body, these two say which part of the whole it is; that has no meaning to the servers asked here.
  const ofUpload = hasBody ? given.filter(({ name }) => name === 'range' || name === 'continue-at') : []
  const options = given.filter((option) => !ofUpload.includes(option))
  const custom = options.filter(({ name }) => name === 'header')
  const lines = custom.map(({ value }) => value)
  if (options.some(({ name }) => name === 'json')) {
    if (!names(lines, 'Content-Type')) lines.push('Content-Type: application/json')
    if (!names(lines, 'Accept')) lines.push('Accept: application/json')
  }
  const own = ownHeaders(options).filter(([name]) => !names(lines, name))
  const type: HeaderPair[] = isForm ? [['Content-Type', 'application/x-www-form-urlencoded']] : []
  return {
    pairs: [...own, ...lines.flatMap(pairOf), ...type.filter(([name]) => !names(lines, name))],
    notices: [...custom.flatMap(noticesOf), ...[...ofUpload, ...options.filter(isUnread)].map(unsupported)],
  }
}

function ownHeaders(options: readonly CurlOption[]): HeaderPair[] {
  const last = (name: string) => options.findLast((option) => option.name === name)?.value
  const agent = last('user-agent')
  const range = byteRange(last('range')) ?? rangeFrom(last('continue-at'))
  const referer = last('referer')?.replace(/;auto$/, '')
  const cookies = options.filter(({ name, value }) => name === 'cookie' && value.includes('='))

  const headers: HeaderPair[] = []
  if (range !== undefined) headers.push(['Range', `bytes=${range}`])
  if (agent) headers.push(['User-Agent', agent])
  headers.push(['Accept', '*/*'])
  if (options.some(({ name }) => name === 'compressed')) headers.push(['Accept-Encoding', encodings])
  if (referer) headers.push(['Referer', referer])
  if (cookies.length > 0) headers.push(['Cookie', cookies.map(({ value }) => value).join(';')])
  return headers
}

/** A single number is where it begins. */
function byteRange(range: string | undefined): string | undefined {
  return range !== undefined && /^\d[^-]*$/.test(range) ? `${Number.parseInt(range, 10)}-` : range
}

/** `-C 100` asks for what comes after that; with `-C -`, only the file that is there knows. */
function rangeFrom(offset: string | undefined): string | undefined {
  return offset !== undefined && /^[1-9]\d*$/.test(offset) ? `${offset}-` : undefined
}

function pairOf(line: string): HeaderPair[] {
  const colon = line.indexOf(':')
  if (colon < 0) return /^[^;\s]+;$/.test(line) ? [[line.slice(0, -1), '']] : []
  const value = line.slice(colon + 1).trim()
  return value === '' ? [] : [[line.slice(0, colon), value]]
}

function names(lines: readonly string[], name: string): boolean {
  return lines.some((line) => nameOf(line).toLowerCase() === name.toLowerCase())
}

function nameOf(line: string): string {
  return /^[^:;]*/.exec(line)?.[0] ?? ''
}

function noticesOf({ value }: CurlOption): CurlNotice[] {
  if (value.startsWith('@')) return [{ option: '-H @', kind: 'unsupported' }]
  if (pairOf(value).length > 0) return []
  const isNothing = value.includes(':') && !writtenByEngine.has(nameOf(value).toLowerCase())
  return isNothing ? [] : [{ option: `-H ${nameOf(value)}`, kind: 'ignored' }]
}

/** A cookie file is not read, and what is left to be had of another file is not known. */
function isUnread(option: CurlOption): boolean {
  return isCookieFile(option) || (option.name === 'continue-at' && rangeFrom(option.value) === undefined)
}

function unsupported({ written }: CurlOption): CurlNotice {
  return { option: written, kind: 'unsupported' }
}
