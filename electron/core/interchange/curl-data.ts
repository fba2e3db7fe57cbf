import type { CurlNotice } from '../../../shared/model/request.ts'
import type { CurlOption } from './curl-options.ts'

/** What the options of the `--data` family come to. */
export interface CurlData {
  readonly isGiven: boolean
  /** Null when a file is the body. */
  readonly text: string | null
  readonly filePath: string | null
  /** Pieces that `--url-query` adds to the URL. */
  readonly urlQuery: readonly string[]
  readonly notices: readonly CurlNotice[]
}

interface Piece {
  readonly option: CurlOption
  /** A file's path, or null for text. */
  readonly path: string | null
  readonly text: string
}

const dataNames = new Set(['data', 'data-ascii', 'data-binary', 'data-raw', 'data-urlencode', 'json'])

/**
 * Joins the data of a command as curl does: with `&`, except before another `--json`. A file can only be the whole
 * body: together with other data it is left out, with a notice.
 */
export function readCurlData(options: readonly CurlOption[], stdinPath: string | null): CurlData {
  const pieces = options.filter(({ name }) => dataNames.has(name)).map(pieceOf)
  const query = options.filter(({ name }) => name === 'url-query').map(({ value }) => queryPiece(value))
  const [first] = pieces
  const common = { isGiven: pieces.length > 0, urlQuery: query }

  if (pieces.length === 1 && first?.path != null && first.option.name !== 'data-urlencode') {
    const filePath = first.path === '-' ? stdinPath : first.path
    const isStripped = first.option.name === 'data' || first.option.name === 'data-ascii'
    const notice: CurlNotice = { option: first.option.written, kind: 'file-sent-unchanged' }
    return { ...common, text: null, filePath, notices: isStripped ? [notice] : [] }
  }
  const left = pieces.filter(({ path }) => path !== null)
  const notices = left.map(({ option }): CurlNotice => ({ option: option.written, kind: 'unsupported' }))
  return { ...common, text: joined(pieces.filter(({ path }) => path === null)), filePath: null, notices }
}

function pieceOf(option: CurlOption): Piece {
  const { name, value } = option
  if (name === 'data-urlencode') return urlencodedPiece(option)
  if (name !== 'data-raw' && value.startsWith('@')) return { option, path: value.slice(1), text: '' }
  return { option, path: null, text: value }
}

/** `content`, `=content`, `name=content`, `@file` or `name@file`; the name is not encoded. */
function urlencodedPiece(option: CurlOption): Piece {
  const { value } = option
  const marked = /^([^=@]*)([=@])([^]*)$/.exec(value)
  if (!marked) return { option, path: null, text: percentEncode(value) }
  const [, name = '', mark, content = ''] = marked
  if (mark === '@') return { option, path: content, text: '' }
  return { option, path: null, text: `${name}${name === '' ? '' : '='}${percentEncode(content)}` }
}

/** `--url-query` reads its value as `--data-urlencode` does; a `+` before it says that it is encoded already. */
function queryPiece(value: string): string {
  if (value.startsWith('+')) return value.slice(1)
  return urlencodedPiece({ name: 'url-query', written: '--url-query', value, start: 0 }).text
}

function joined(pieces: readonly Piece[]): string {
  return pieces
    .map(({ option, text }, index) => (index === 0 || option.name === 'json' ? text : `&${text}`))
    .join('')
}

/** As curl_easy_escape does, with `+` for a space; variables stay as they are. */
function percentEncode(text: string): string {
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
