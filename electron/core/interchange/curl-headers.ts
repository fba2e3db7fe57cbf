import type { CurlNotice } from '../../../shared/model/request.ts'
import type { HeaderPair } from '../../../shared/model/wire.ts'
import type { CurlOption } from './curl-options.ts'

export interface CurlHeaders {
  readonly pairs: readonly HeaderPair[]
  readonly notices: readonly CurlNotice[]
}

interface Given {
  /** `user:password` of the URL, decoded. */
  readonly userInUrl: string | null
  /** Whether curl would say that the body is a form. */
  readonly isForm: boolean
}

/** The engine writes these itself; taking one away has no word in a draft. */
const writtenByEngine = new Set(['host', 'expect', 'content-length', 'transfer-encoding', 'connection'])

/**
 * The headers of a command in the order in which curl sends them: its own first, then those of `-H`, then the type
 * of a form. One given with `-H` takes the place of curl's own; `Name:` takes curl's own away; `Name;` is empty.
 */
export function readCurlHeaders(options: readonly CurlOption[], given: Given): CurlHeaders {
  const custom = options.filter(({ name }) => name === 'header')
  const lines = custom.map(({ value }) => value)
  if (options.some(({ name }) => name === 'json')) {
    if (!names(lines, 'Content-Type')) lines.push('Content-Type: application/json')
    if (!names(lines, 'Accept')) lines.push('Accept: application/json')
  }
  const own = ownHeaders(options, given).filter(([name]) => !names(lines, name))
  const type: HeaderPair[] = given.isForm ? [['Content-Type', 'application/x-www-form-urlencoded']] : []
  return {
    pairs: [...own, ...lines.flatMap(pairOf), ...type.filter(([name]) => !names(lines, name))],
    notices: [...custom.flatMap(noticesOf), ...unreadable(options)],
  }
}

function ownHeaders(options: readonly CurlOption[], { userInUrl }: Given): HeaderPair[] {
  const last = (name: string) => options.findLast((option) => option.name === name)?.value
  const user = last('user') ?? userInUrl
  const bearer = last('oauth2-bearer')
  const agent = last('user-agent')
  const range = last('range')
  const referer = last('referer')?.replace(/;auto$/, '')
  const cookies = options.filter(({ name, value }) => name === 'cookie' && value.includes('='))

  const headers: HeaderPair[] = []
  if (bearer !== undefined) headers.push(['Authorization', `Bearer ${bearer}`])
  else if (user !== null && !hasVariable(user)) headers.push(['Authorization', basic(user)])
  if (range !== undefined) headers.push(['Range', `bytes=${range}`])
  if (agent) headers.push(['User-Agent', agent])
  headers.push(['Accept', '*/*'])
  if (referer) headers.push(['Referer', referer])
  if (cookies.length > 0) headers.push(['Cookie', cookies.map(({ value }) => value).join(';')])
  return headers
}

function basic(user: string): string {
  return `Basic ${Buffer.from(user.includes(':') ? user : `${user}:`).toString('base64')}`
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

/** A cookie file is not read, and a variable is not known yet when Basic credentials are encoded. */
function unreadable(options: readonly CurlOption[]): CurlNotice[] {
  return options
    .filter(
      ({ name, value }) =>
        (name === 'cookie' && !value.includes('=')) || (name === 'user' && hasVariable(value)),
    )
    .map(({ written }) => ({ option: written, kind: 'unsupported' }))
}

function hasVariable(text: string): boolean {
  return /\{\{[A-Za-z_][\w.-]*\}\}/.test(text)
}
