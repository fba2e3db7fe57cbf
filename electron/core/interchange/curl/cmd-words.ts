import { curlInvalid } from './curl-invalid.ts'
import type { ShellCommand, ShellWord, Stdin } from './shell-command.ts'

/** A character after the carets are gone, and where it stood. */
interface Letter {
  readonly text: string
  readonly at: number
}

interface Line {
  readonly letters: Letter[]
  stdin: Stdin
}

const operators = '&|\n'

/**
 * Splits a text into commands by the rules of cmd.exe, then each into words by those of the C runtime, as curl.exe
 * gets them. `^` escapes and joins lines, `%NAME%` becomes the variable `{{NAME}}`.
 */
export function cmdCommands(source: string): ShellCommand[] {
  const commands: ShellCommand[] = []
  let at = 0
  while (at < source.length) {
    at += /^\s*(?:[A-Za-z]:\\[^\n>]*>)?[ \t]*/.exec(source.slice(at, at + 512))?.[0].length ?? 0
    const line: Line = { letters: [], stdin: { kind: 'none' } }
    at = readLine(source, at, line)
    const words = argumentsOf(source, line.letters)
    if (words.length > 0) commands.push({ words, stdin: line.stdin, unsupported: [] })
    while (operators.includes(source[at] ?? '-')) at += 1
  }
  return commands
}

/** Reads up to the operator that ends the command, and answers with its offset. */
function readLine(source: string, from: number, line: Line): number {
  let isQuoted = false
  let at = from
  while (at < source.length) {
    const character = source[at] ?? ''
    if (character === '\n' || (!isQuoted && operators.includes(character))) return at
    if (!isQuoted && character === '^') {
      const escaped = escapedAt(source, at)
      if (escaped.text !== '') line.letters.push({ text: escaped.text, at })
      at = escaped.end
    } else if (!isQuoted && (character === '<' || character === '>')) {
      at = readRedirection(source, at, line)
    } else {
      const variable = character === '%' ? /^%([A-Za-z_]\w*)%/.exec(source.slice(at, at + 64)) : null
      if (character === '"') isQuoted = !isQuoted
      line.letters.push({ text: variable ? `{{${variable[1]}}}` : character, at })
      at += variable?.[0].length ?? 1
    }
  }
  return at
}

/** A caret before a line end takes that away, and escapes the character after it: two line ends make one. */
function escapedAt(source: string, at: number): { text: string; end: number } {
  const lineEnd = /^\r?\n/.exec(source.slice(at + 1, at + 3))?.[0].length ?? 0
  if (lineEnd === 0) return { text: source[at + 1] ?? '', end: at + 2 }
  const next = at + 1 + lineEnd
  const second = /^\r?\n/.exec(source.slice(next, next + 2))?.[0].length ?? 0
  return second > 0 ? { text: '\n', end: next + second } : { text: '', end: next }
}

function readRedirection(source: string, at: number, line: Line): number {
  const found = /^([<>]{1,2})&?[ \t]*("[^"\n]*"|[^ \t\n&|<>]*)/.exec(source.slice(at, at + 4096))
  const [whole = source[at] ?? '', operator, target = ''] = found ?? []
  // The number of a handle stands before it: `2>nul`.
  if (/^\d$/.test(line.letters.at(-1)?.text ?? '') && isBlank(line.letters.at(-2)?.text)) line.letters.pop()
  if (operator === '<') line.stdin = { kind: 'file', path: target.replaceAll('"', '') }
  return at + whole.length
}

/** Words as the Microsoft C runtime makes them: backslashes mean something only before a quotation mark. */
function argumentsOf(source: string, letters: readonly Letter[]): ShellWord[] {
  const words: ShellWord[] = []
  let at = 0
  while (at < letters.length) {
    if (isBlank(letters[at]?.text)) {
      at += 1
      continue
    }
    const start = letters[at]?.at ?? 0
    const word = readArgument(source, letters, at)
    words.push({ text: word.text, start })
    at = word.end
  }
  return words
}

function readArgument(source: string, letters: readonly Letter[], from: number) {
  let text = ''
  let at = from
  let opening: number | null = null
  while (at < letters.length && (opening !== null || !isBlank(letters[at]?.text))) {
    const slashes = backslashesAt(letters, at)
    at += slashes
    const isQuote = letters[at]?.text === '"'
    text += '\\'.repeat(isQuote ? Math.floor(slashes / 2) : slashes)
    if (!isQuote) {
      if (slashes === 0) text += letters[at++]?.text ?? ''
    } else if (slashes % 2 === 1 || (opening !== null && letters[at + 1]?.text === '"')) {
      text += '"'
      at += slashes % 2 === 1 ? 1 : 2
    } else {
      opening = opening === null ? (letters[at]?.at ?? 0) : null
      at += 1
    }
  }
  if (opening !== null) throw curlInvalid(source, opening, 'unbalanced quote')
  return { text, end: at }
}

function backslashesAt(letters: readonly Letter[], from: number): number {
  let count = 0
  while (letters[from + count]?.text === '\\') count += 1
  return count
}

function isBlank(text: string | undefined): boolean {
  return text === undefined || text === ' ' || text === '\t' || text === '\r'
}
