/** A value on one line: a number in digits, or text. */
export type PlainScalar = string | number

interface Level {
  readonly indent: number
  /** Of what is in it: empty at the top, else ending in a dot. */
  readonly path: string
  /** The keys so far; null for a list. */
  readonly keys: string[] | null
}

/** A key without a value on its line, or a block of text: what is indented deeper than it belongs to it. */
interface Opened {
  readonly kind: 'value' | 'block'
  readonly indent: number
  readonly path: string
}

const entry = /^( *)(- )?([A-Za-z][\w-]{0,99}):(?: (.*))?$/
const element = /^( *)- (.*)$/

/**
 * The values at `wanted`, dotted paths, in a YAML file that is written plainly from its first line to its last: maps,
 * lists of them, values on one line and blocks of text. Null for anything else, and for what is no YAML: the parser
 * has to say what it is. What is found is what the parser finds.
 */
export function readPlainYaml(
  text: string,
  wanted: ReadonlySet<string>,
): ReadonlyMap<string, PlainScalar> | null {
  // Other breaks of lines, and tabs, have rules of their own.
  if (/[\r\t\uFEFF]/.test(text)) return null
  const reading = new Reading(wanted)
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\n', at)
    if (!reading.takes(text.slice(at, end < 0 ? text.length : end))) return null
    at = end < 0 ? text.length : end + 1
  }
  return reading.found
}

class Reading {
  readonly found = new Map<string, PlainScalar>()
  readonly #wanted: ReadonlySet<string>
  readonly #levels: Level[] = [{ indent: 0, path: '', keys: [] }]
  #opened: Opened | null = null
  /** Of the block of text that is read, once its first line came. */
  #blockIndent: number | null = null

  constructor(wanted: ReadonlySet<string>) {
    this.#wanted = wanted
  }

  /** Whether a line is plain where it stands. */
  takes(line: string): boolean {
    const indent = line.search(/[^ ]/)
    if (this.#opened?.kind === 'block') {
      if (indent < 0) return this.#blockIndent !== null || line === ''
      if (indent > this.#opened.indent) return indent >= (this.#blockIndent ??= indent)
      this.#opened = null
      this.#blockIndent = null
    }
    if (indent < 0 || line[indent] === '#') return true
    const [, spaces = '', dash, key, rest = ''] = entry.exec(line) ?? []
    if (key === undefined) return this.#takesElement(line)
    if (dash === undefined) return this.#enters(spaces.length, 'map') && this.#takesEntry(key, rest)
    if (!this.#enters(spaces.length, 'list')) return false
    this.#levels.push({ indent: spaces.length + 2, path: `${this.#top.path}-.`, keys: [] })
    return this.#takesEntry(key, rest)
  }

  #takesElement(line: string): boolean {
    const [, spaces, rest] = element.exec(line) ?? []
    if (spaces === undefined || rest === undefined) return false
    return this.#enters(spaces.length, 'list') && isScalar(trimmed(rest))
  }

  #takesEntry(key: string, rest: string): boolean {
    const { keys, indent, path: above } = this.#top
    if (!keys || keys.includes(key)) return false
    keys.push(key)
    const path = above + key
    const written = trimmed(rest)
    if (written === '' || /^\|[+-]?$/.test(written)) {
      this.#opened = { kind: written === '' ? 'value' : 'block', indent, path: `${path}.` }
      return written === '' || !this.#wanted.has(path)
    }
    if (!this.#wanted.has(path)) return isScalar(written)
    const value = valueOf(written)
    if (value !== null) this.found.set(path, value)
    return value !== null
  }

  /** Whether something at this indent is a member of a map, or a list, that is open or that opens here. */
  #enters(indent: number, kind: 'map' | 'list'): boolean {
    const opened = this.#opened
    this.#opened = null
    if (opened && indent > opened.indent) {
      this.#levels.push({ indent, path: opened.path, keys: kind === 'map' ? [] : null })
      return true
    }
    while (this.#top.indent > indent) this.#levels.pop()
    return this.#top.indent === indent && (this.#top.keys === null) === (kind === 'list')
  }

  get #top(): Level {
    return this.#levels.at(-1)!
  }
}

/** Other kinds of space are part of a value. */
function trimmed(text: string): string {
  return text.replace(/^ +| +$/g, '')
}

const quoted = /^(?:"(?:[^"\\]|\\["\\/bfnrt])*"|'(?:[^']|'')*')$/

function isScalar(written: string): boolean {
  return isUnquoted(written) || quoted.test(written) || written === '[]' || written === '{}'
}

/** Without quotes it goes on to the end of the line, where nothing in it says that it is something else. */
function isUnquoted(written: string): boolean {
  return /^[\w/.(+$^=;]/.test(written) && !/:(?: |$)| #/.test(written)
}

/** Null for what may be neither text nor a number, and for what is written with escapes. */
function valueOf(written: string): PlainScalar | null {
  const [, double, single] = /^(?:"([^"\\]*)"|'([^']*)')$/.exec(written) ?? []
  const inside = double ?? single
  if (inside !== undefined) return inside
  if (/^(?:0|[1-9]\d{0,14})$/.test(written)) return Number(written)
  const isText = /^[A-Za-z/]/.test(written) && !/^(?:null|true|false)$/i.test(written)
  return isText && isUnquoted(written) ? written : null
}
