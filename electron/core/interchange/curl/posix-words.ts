import { endOfQuoted } from '../../history/scan-json.ts'
import { curlInvalid } from './curl-invalid.ts'
import type { Piece, ShellCommand, ShellWord, Stdin } from './shell-command.ts'
import { blank, skipBlanks } from './skip-blanks.ts'

/** What is met on the way through one command. */
interface Reading {
  readonly source: string
  readonly unsupported: string[]
  stdin: Stdin
  /** The here-document whose lines begin after the command's own. */
  hereDocument: { readonly end: string; readonly isIndented: boolean; readonly isQuoted: boolean } | null
}

interface Stretch {
  readonly start: number
  readonly end: number
}

const ansiEscapes: Record<string, string> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

/**
 * Splits a text into commands by the rules of POSIX (Shell Command Language, 2.2 and 2.3), with `$'…'` and `<<<` of
 * bash. `$NAME` becomes the variable `{{NAME}}`, and a bare `<token>`, as documentation writes it, stays what it is.
 */
export function posixCommands(source: string): ShellCommand[] {
  const commands: ShellCommand[] = []
  /** The ends of lines that here-documents follow, and where those end. */
  const documents = new Map<number, number>()
  let at = 0
  while (at < source.length) {
    at = skipBlanks(source, joinedLineAt, at + promptLength(source, at))
    const read = readCommand(source, at, commands.length > 0)
    if (read.command.words.length > 0) commands.push(read.command)
    if (read.document) documents.set(read.document.start, read.document.end)
    at = documents.get(read.end) ?? skipSeparator(source, read.end)
  }
  return commands
}

function readCommand(
  source: string,
  from: number,
  isAfterOthers: boolean,
): { command: ShellCommand; end: number; document: Stretch | null } {
  const reading: Reading = { source, unsupported: [], stdin: { kind: 'none' }, hereDocument: null }
  try {
    const { words, end } = readWords(reading, from)
    const document = reading.hereDocument && readHereDocument(reading, end)
    return { command: { words, stdin: reading.stdin, unsupported: reading.unsupported }, end, document }
  } catch (error) {
    // What is pasted along after a command, an answer for one, need not be shell.
    if (!isAfterOthers || /^(?:\S+ )*curl(?:\.exe)?\s/.test(source.slice(from, from + 64))) throw error
    const text = /^\S*/.exec(source.slice(from))?.[0] ?? ''
    return {
      command: { words: [{ text, start: from }], stdin: { kind: 'none' }, unsupported: [] },
      end: source.length,
      document: null,
    }
  }
}

function readWords(reading: Reading, from: number): { words: ShellWord[]; end: number } {
  const { source } = reading
  const words: ShellWord[] = []
  let at = from
  while (at < source.length && !endsCommand(source, at)) {
    const redirection = /^(?:\d*|&)(<<<|<<-?|<&|<>|<|>>|>\||>&|>)/.exec(source.slice(at, at + 16))
    if (redirection && !isBarePlaceholder(source, at)) {
      const [whole, operator = ''] = redirection
      at = skipBlanks(
        source,
        joinedLineAt,
        readRedirection(reading, operator, skipBlanks(source, joinedLineAt, at + whole.length)),
      )
      continue
    }
    const word = readWord(reading, at)
    words.push({ text: word.text, start: at })
    at = skipBlanks(source, joinedLineAt, word.end)
  }
  return { words, end: at }
}

/** Answers with the offset after the target. */
function readRedirection(reading: Reading, operator: string, at: number): number {
  const target = readWord(reading, at)
  if (operator === '<') reading.stdin = { kind: 'file', path: target.text }
  if (operator === '<<<') reading.stdin = { kind: 'text', text: `${target.text}\n` }
  if (operator === '<<' || operator === '<<-') {
    const isQuoted = /['"\\]/.test(reading.source.slice(at, target.end))
    reading.hereDocument = { end: target.text, isIndented: operator === '<<-', isQuoted }
  }
  return target.end
}

/** The lines from the one after the command to the one that is the end word alone. */
function readHereDocument(reading: Reading, from: number): Stretch {
  const { source, hereDocument } = reading
  const { end = '', isIndented = false, isQuoted = false } = hereDocument ?? {}
  const start = source.indexOf('\n', from)
  const lines: string[] = []
  let at = start < 0 ? source.length : start + 1
  while (at < source.length) {
    const next = source.indexOf('\n', at) + 1 || source.length + 1
    const line = source.slice(at, next - 1).replace(isIndented ? /^\t+/ : /^$/, '')
    at = next
    if (line.replace(/\r$/, '') === end) break
    lines.push(`${line}\n`)
  }
  const text = lines.join('')
  reading.stdin = { kind: 'text', text: isQuoted ? text : expanded(reading, text) }
  return { start, end: at }
}

/** A here-document whose end word is not quoted: expansions happen, quotes are letters. */
function expanded(reading: Reading, text: string): string {
  return text.replace(
    /\\([\\$`])|\\\n|\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})|\$\([^)]*\)/g,
    (whole, ...groups) => {
      const [escaped, name, braced] = groups as (string | undefined)[]
      if (escaped !== undefined) return escaped
      if (whole === '\\\n') return ''
      const known = name ?? braced
      if (known !== undefined) return `{{${known}}}`
      reading.unsupported.push(whole)
      return whole
    },
  )
}

/** A `$ ` or `root@host:~# ` that was copied along. */
function promptLength(source: string, at: number): number {
  const line = source.slice(at, at + 256)
  return /^\s*(?!curl\s)[^\n'"]*?[$#%>]\s+(?=curl(?:\.exe)?\s)/.exec(line)?.[0].length ?? 0
}

function skipSeparator(source: string, at: number): number {
  return at + (/^(?:&&|\|\||\|&|;;|[;|&\n])/.exec(source.slice(at, at + 2))?.[0].length ?? 0)
}

/** The offset after a backslash and the end of its line, or `at` itself. */
function joinedLineAt(source: string, at: number): number {
  if (source[at] !== '\\') return at
  if (source[at + 1] === '\n') return at + 2
  return source[at + 1] === '\r' && source[at + 2] === '\n' ? at + 3 : at
}

function endsCommand(source: string, at: number): boolean {
  const character = source[at] ?? ''
  return ';|\n'.includes(character) || (character === '&' && source[at + 1] !== '>')
}

function isBarePlaceholder(source: string, at: number): boolean {
  return /^<[A-Za-z_][\w-]*>/.test(source.slice(at, at + 64))
}

function readWord(reading: Reading, from: number): Piece {
  const { source } = reading
  let text = ''
  let at = from
  while (at < source.length && !endsWord(source, at)) {
    const piece = readPiece(reading, at)
    text += piece.text
    at = piece.end
  }
  return { text, end: at }
}

function endsWord(source: string, at: number): boolean {
  const character = source[at] ?? ''
  if (blank.test(character) || character === '&' || endsCommand(source, at)) return true
  return '<>'.includes(character) && !isBarePlaceholder(source, at)
}

function readPiece(reading: Reading, at: number): Piece {
  const { source } = reading
  const joined = joinedLineAt(source, at)
  if (joined > at) return { text: '', end: joined }
  const character = source[at] ?? ''
  switch (character) {
    case "'":
      return readSingleQuoted(source, at)
    case '"':
      return readDoubleQuoted(reading, at)
    case '\\':
      return { text: source[at + 1] ?? '', end: at + 2 }
    case '$':
      if (source[at + 1] === "'") return readAnsiQuoted(source, at)
      return source[at + 1] === '"' ? readDoubleQuoted(reading, at + 1) : readExpansion(reading, at)
    case '`':
      return readExpansion(reading, at)
    case '<': {
      const end = source.indexOf('>', at) + 1
      return { text: source.slice(at, end), end }
    }
    default:
      return { text: character, end: at + 1 }
  }
}

function readSingleQuoted(source: string, at: number): Piece {
  const closing = source.indexOf("'", at + 1)
  if (closing < 0) throw curlInvalid(source, at, 'unbalanced quote')
  return { text: source.slice(at + 1, closing), end: closing + 1 }
}

function readDoubleQuoted(reading: Reading, opening: number): Piece {
  const { source } = reading
  let text = ''
  let at = opening + 1
  while (source[at] !== '"') {
    if (at >= source.length) throw curlInvalid(source, opening, 'unbalanced quote')
    const joined = joinedLineAt(source, at)
    if (joined > at) {
      at = joined
    } else if (source[at] === '\\' && '$`"\\'.includes(source[at + 1] ?? ' ')) {
      text += source[at + 1] ?? ''
      at += 2
    } else if (source[at] === '$' || source[at] === '`') {
      const piece = readExpansion(reading, at)
      text += piece.text
      at = piece.end
    } else {
      text += source[at] ?? ''
      at += 1
    }
  }
  return { text, end: at + 1 }
}

/** `$'…'`. Numbered escapes are bytes, so that two of them can make one character. */
function readAnsiQuoted(source: string, at: number): Piece {
  const end = endOfQuoted(source, at + 1)
  if (end === null) throw curlInvalid(source, at, 'unbalanced quote')
  const inner = source.slice(at + 2, end - 1)
  const parts = inner.split(
    /(\\x[\da-fA-F]{1,2}|\\u[\da-fA-F]{1,4}|\\U[\da-fA-F]{1,8}|\\[0-7]{1,3}|\\c[^]|\\[^])/,
  )
  const bytes = Buffer.concat(
    parts.map((part, index) => (index % 2 === 0 ? Buffer.from(part) : unescaped(part))),
  )
  return { text: bytes.toString(), end }
}

function unescaped(escape: string): Buffer {
  const letter = escape[1] ?? ''
  const digits = escape.slice(2)
  if (letter === 'x' && digits) return Buffer.from([Number.parseInt(digits, 16)])
  if (/[uU]/.test(letter) && digits) {
    const codePoint = Number.parseInt(digits, 16)
    return Buffer.from(codePoint > 0x10ffff ? '\ufffd' : String.fromCodePoint(codePoint))
  }
  if (/[0-7]/.test(letter)) return Buffer.from([Number.parseInt(escape.slice(1), 8) & 0xff])
  if (letter === 'c' && digits) return Buffer.from([digits.charCodeAt(0) & 0x1f])
  if (`\\'"?`.includes(letter)) return Buffer.from(letter)
  return Buffer.from(ansiEscapes[letter] ?? escape)
}

function readExpansion(reading: Reading, at: number): Piece {
  const { source } = reading
  const name = /^\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/.exec(source.slice(at, at + 256))
  if (name) return { text: `{{${name[1] ?? name[2]}}}`, end: at + name[0].length }
  const end = endOfSubstitution(source, at)
  if (end > at + 1) reading.unsupported.push(source.slice(at, end))
  return { text: source.slice(at, end), end }
}

/** After a `$(…)` with the brackets inside it, a `${…}` or backquotes; after the one character if it is none. */
function endOfSubstitution(source: string, at: number): number {
  if (source[at] === '`') return endOfQuoted(source, at) ?? at + 1
  if (source[at + 1] === '{') return source.indexOf('}', at) + 1 || at + 1
  if (source[at + 1] !== '(') return at + 1
  let depth = 0
  for (let end = at + 1; end < source.length; end += 1) {
    if (source[end] === '(') depth += 1
    if (source[end] === ')') depth -= 1
    if (depth === 0) return end + 1
  }
  return at + 1
}
