import type { CurlNotice } from '../../../../shared/model/request.ts'
import type { CurlOption } from './curl-options.ts'
import type { Stdin } from './shell-command.ts'

/** A stretch of data: text, or what a file holds, read in one of curl's three ways. */
export type DataPiece =
  | { kind: 'text'; text: string }
  /** Null when there is no path to be had, as on stdin. `before` stands between this and what comes before it. */
  | {
      kind: 'file'
      path: string | null
      as: 'exact' | 'stripped' | 'encoded'
      before: string
      option: string
    }

/** What the options of the `--data` family come to. */
export interface CurlData {
  readonly isGiven: boolean
  /** To be joined without anything between them. */
  readonly pieces: readonly DataPiece[]
  /** Pieces that `--url-query` adds to the URL. */
  readonly urlQuery: readonly string[]
  readonly notices: readonly CurlNotice[]
}

const dataNames = new Set(['data', 'data-ascii', 'data-binary', 'data-raw', 'data-urlencode', 'json'])

/** Joins the data of a command as curl does: with `&`, except before another `--json`. */
export function readCurlData(options: readonly CurlOption[], stdin: Stdin): CurlData {
  const given = options.filter(({ name }) => dataNames.has(name))
  const query = options.filter(({ name }) => name === 'url-query')
  const unread = query.filter(({ value }) => /^[^=@]*@/.test(value))
  return {
    isGiven: given.length > 0,
    pieces: given.flatMap((option, index) => {
      const before = index === 0 || option.name === 'json' ? '' : '&'
      return merged(pieceOf(option, before), stdin)
    }),
    urlQuery: query.filter((option) => !unread.includes(option)).map(({ value }) => queryPiece(value)),
    notices: unread.map(({ written }) => ({ option: written, kind: 'unsupported' })),
  }
}

function pieceOf(option: CurlOption, before: string): DataPiece {
  const { name, value, written } = option
  if (name === 'data-urlencode') return urlencodedPiece(value, before)
  if (name === 'data-raw' || !value.startsWith('@')) return { kind: 'text', text: before + value }
  const as = name === 'data' || name === 'data-ascii' ? 'stripped' : 'exact'
  return { kind: 'file', path: value.slice(1), as, before, option: written }
}

/** `content`, `=content`, `name=content`, `@file` or `name@file`; the name is not encoded. */
function urlencodedPiece(value: string, before: string): DataPiece {
  const marked = /^([^=@]*)([=@])([^]*)$/.exec(value)
  if (!marked) return { kind: 'text', text: before + percentEncoded(value) }
  const [, name = '', mark, content = ''] = marked
  const start = `${before}${name}${name === '' ? '' : '='}`
  if (mark === '=') return { kind: 'text', text: start + percentEncoded(content) }
  return { kind: 'file', path: content, as: 'encoded', before: start, option: '--data-urlencode' }
}

/** What stdin holds is known when it is a file, or text in the command itself. */
function merged(piece: DataPiece, stdin: Stdin): DataPiece[] {
  if (piece.kind === 'text' || piece.path !== '-') return [piece]
  if (stdin.kind === 'file') return [{ ...piece, path: stdin.path }]
  if (stdin.kind === 'none') return [{ ...piece, path: null }]
  return [{ kind: 'text', text: piece.before + readAs(stdin.text, piece.as) }]
}

/** What curl makes of a file's text. */
export function readAs(text: string, as: 'exact' | 'stripped' | 'encoded'): string {
  if (as === 'exact') return text
  return as === 'stripped' ? withoutLineEnds(text) : percentEncoded(text)
}

/** `-d @file`, and `-d @-`, lose line ends and zero bytes. */
function withoutLineEnds(text: string): string {
  return text.replaceAll(/[\r\n\0]+/g, '')
}

/** `--url-query` reads its value as `--data-urlencode` does; a `+` before it says that it is encoded already. */
function queryPiece(value: string): string {
  if (value.startsWith('+')) return value.slice(1)
  const piece = urlencodedPiece(value, '')
  return piece.kind === 'text' ? piece.text : ''
}

/** As curl_easy_escape does, with `+` for a space; variables stay as they are. */
function percentEncoded(text: string): string {
  const parts = text.split(/(\{\{[A-Za-z_][\w.-]*\}\})/)
  return parts.map((part, index) => (index % 2 === 1 ? part : encodePart(part))).join('')
}

function encodePart(text: string): string {
  return text.replace(/[^\w.~-]/gu, (character) => {
    if (character === ' ') return '+'
    const bytes = [...Buffer.from(character)]
    return bytes.map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')
  })
}
