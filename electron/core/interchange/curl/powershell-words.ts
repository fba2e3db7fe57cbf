import { curlInvalid } from './curl-invalid.ts'
import type { Piece, ShellCommand, ShellWord } from './shell-command.ts'
import { blank, skipBlanks } from './skip-blanks.ts'

const escapes: Record<string, string> = {
  0: '\0',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

/** What is met on the way through one command. */
interface Reading {
  readonly source: string
  readonly unsupported: string[]
}

/**
 * Splits a text into commands by the rules of PowerShell (about_Quoting_Rules, about_Parsing). `$name` and
 * `$env:NAME` become variables. A word that holds `\"` is taken as one for Windows PowerShell, whose programs see
 * the mark without the backslash.
 */
export function powershellCommands(source: string): ShellCommand[] {
  const commands: ShellCommand[] = []
  let at = 0
  while (at < source.length) {
    at += /^\s*(?:PS[^\n>]*>)?\s*(?:&\s*)?/.exec(source.slice(at, at + 512))?.[0].length ?? 0
    const reading: Reading = { source, unsupported: [] }
    const { words, end } = readWords(reading, at)
    const command = { words, stdin: { kind: 'none' }, unsupported: reading.unsupported } as const
    if (words.length > 0) commands.push(command)
    at = end
    while (at < source.length && endsCommand(source, at)) at += 1
  }
  return commands
}

function readWords(reading: Reading, from: number): { words: ShellWord[]; end: number } {
  const { source } = reading
  const words: ShellWord[] = []
  let at = skipBlanks(source, joinedLineAt, from)
  while (at < source.length && !endsCommand(source, at)) {
    const redirection = /^[\d*]?>{1,2}(?:&\d)?[ \t]*/.exec(source.slice(at, at + 64))
    if (redirection) {
      const isWhole = redirection[0].includes('&')
      at += redirection[0].length
      if (!isWhole) at = readWord(reading, at).end
    } else {
      const word = readWord(reading, at)
      words.push({ text: asProgramSees(word.text), start: at })
      at = word.end
    }
    at = skipBlanks(source, joinedLineAt, at)
  }
  return { words, end: at }
}

function asProgramSees(text: string): string {
  if (!text.includes('\\"')) return text
  return text.replace(/(\\+)"/g, (_, slashes: string) => `${'\\'.repeat(Math.floor(slashes.length / 2))}"`)
}

/** The offset after a backtick and the end of its line, or `at` itself. */
function joinedLineAt(source: string, at: number): number {
  if (source[at] !== '`') return at
  const lineEnd = /^\r?\n/.exec(source.slice(at + 1, at + 3))?.[0].length ?? 0
  return lineEnd === 0 ? at : at + 1 + lineEnd
}

function endsCommand(source: string, at: number): boolean {
  return ';|&\n'.includes(source[at] ?? '-')
}

function readWord(reading: Reading, from: number): Piece {
  const { source } = reading
  let text = ''
  let at = from
  while (at < source.length && !blank.test(source[at] ?? '') && !endsCommand(source, at)) {
    const piece = readPiece(reading, at)
    text += piece.text
    at = piece.end
  }
  return { text, end: at }
}

function readPiece(reading: Reading, at: number): Piece {
  const { source } = reading
  const hereString = /^@(['"])[ \t]*\r?\n/.exec(source.slice(at, at + 32))
  if (hereString) return readHereString(reading, at, hereString)
  const joined = joinedLineAt(source, at)
  if (joined > at) return { text: '', end: joined }
  const character = source[at] ?? ''
  switch (character) {
    case "'":
    case '‘':
    case '’':
      return readSingleQuoted(source, at)
    case '"':
    case '“':
    case '”':
      return readDoubleQuoted(reading, at)
    case '`':
      return readEscape(source, at)
    case '$':
      return readExpansion(reading, at)
    default:
      return { text: character, end: at + 1 }
  }
}

function readHereString(reading: Reading, at: number, [opening, mark = '']: RegExpExecArray): Piece {
  const { source } = reading
  const from = at + opening.length
  const closing = new RegExp(`\\r?\\n${mark}@`, 'g')
  closing.lastIndex = from - 1
  const found = closing.exec(source)
  if (!found) throw curlInvalid(source, at, 'unbalanced quote')
  const text = source.slice(from, Math.max(from, found.index))
  const end = found.index + found[0].length
  return { text: mark === "'" ? text : expanded({ ...reading, source: text }), end }
}

function expanded(reading: Reading): string {
  let text = ''
  let at = 0
  while (at < reading.source.length) {
    const piece = readInside(reading, at)
    text += piece.text
    at = piece.end
  }
  return text
}

function readSingleQuoted(source: string, at: number): Piece {
  let text = ''
  for (let end = at + 1; end < source.length; end += 1) {
    const character = source[end] ?? ''
    if (!"'‘’".includes(character)) text += character
    else if ("'‘’".includes(source[end + 1] ?? '-')) text += source[end++] ?? ''
    else return { text, end: end + 1 }
  }
  throw curlInvalid(source, at, 'unbalanced quote')
}

function readDoubleQuoted(reading: Reading, opening: number): Piece {
  const { source } = reading
  let text = ''
  let at = opening + 1
  while (at < source.length) {
    if ('"“”'.includes(source[at] ?? '')) {
      if (!'"“”'.includes(source[at + 1] ?? '-')) return { text, end: at + 1 }
      text += '"'
      at += 2
      continue
    }
    const piece = readInside(reading, at)
    text += piece.text
    at = piece.end
  }
  throw curlInvalid(source, opening, 'unbalanced quote')
}

function readInside(reading: Reading, at: number): Piece {
  const character = reading.source[at] ?? ''
  if (character === '`') return readEscape(reading.source, at)
  return character === '$' ? readExpansion(reading, at) : { text: character, end: at + 1 }
}

function readEscape(source: string, at: number): Piece {
  const character = source[at + 1] ?? ''
  return { text: escapes[character] ?? character, end: at + 2 }
}

function readExpansion(reading: Reading, at: number): Piece {
  const { source } = reading
  const name = /^\$(?:(?:env:)?([A-Za-z_]\w*)|\{(?:env:)?([A-Za-z_]\w*)\})/i.exec(source.slice(at, at + 256))
  if (name) return { text: `{{${name[1] ?? name[2]}}}`, end: at + name[0].length }
  if (source[at + 1] !== '(') return { text: '$', end: at + 1 }
  const end = source.indexOf(')', at) + 1 || source.length
  reading.unsupported.push(source.slice(at, end))
  return { text: source.slice(at, end), end }
}
