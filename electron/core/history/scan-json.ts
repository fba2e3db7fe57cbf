/** Where a value stands in a JSON text: the keys (strings) and indexes (numbers) that lead to it. */
export type JsonPath = readonly (string | number)[]

/** A string, number or literal, as it is written. Offsets count UTF-16 units. */
export interface JsonScalar {
  /** Valid until the next value is asked for: the scanner goes on with the same array. */
  readonly path: JsonPath
  readonly source: string
  readonly start: number
}

const punctuation = '{}[],:'
const bareEnd = /[\s"{}[\],:]/

/**
 * Finds every scalar of a JSON text without parsing it, so that no number is rounded and no space is lost.
 * Text that is not JSON gives what can be made of it, never an error.
 */
export function* scanJson(text: string): Generator<JsonScalar, void> {
  const path: (string | number)[] = []
  const isObject: boolean[] = []
  let awaitsKey = false

  for (const { source, start } of tokens(text)) {
    switch (source) {
      case '{':
      case '[':
        isObject.push(source === '{')
        path.push(source === '{' ? '' : 0)
        awaitsKey = source === '{'
        break
      case '}':
      case ']':
        isObject.pop()
        path.pop()
        awaitsKey = false
        break
      case ',': {
        awaitsKey = isObject.at(-1) ?? false
        const last = path.at(-1)
        if (typeof last === 'number') path[path.length - 1] = last + 1
        break
      }
      case ':':
        awaitsKey = false
        break
      default:
        if (awaitsKey) path[path.length - 1] = textOfScalar(source)
        else yield { path, source, start }
    }
  }
}

/**
 * The offset after the quote that ends what the quote at `opening` began; a backslash takes the next character along.
 * Null if none does. A regular expression would run out of stack on a long string.
 */
export function endOfQuoted(text: string, opening: number): number | null {
  const quote = text[opening] ?? ''
  for (let at = text.indexOf(quote, opening + 1); at >= 0; at = text.indexOf(quote, at + 1)) {
    let backslashes = 0
    while (text[at - 1 - backslashes] === '\\') backslashes += 1
    if (backslashes % 2 === 0) return at + 1
  }
  return null
}

function* tokens(text: string): Generator<{ source: string; start: number }, void> {
  let at = 0
  while (at < text.length) {
    const character = text[at] ?? ''
    if (' \n\r\t'.includes(character)) {
      at += 1
      continue
    }
    const end = endOfToken(text, at)
    yield { source: text.slice(at, end), start: at }
    at = end
  }
}

/** A string that never ends is taken up to the end of the text: a cut body is scanned like a whole one. */
function endOfToken(text: string, start: number): number {
  const character = text[start] ?? ''
  if (character === '"') return endOfQuoted(text, start) ?? text.length
  if (punctuation.includes(character)) return start + 1
  const length = text.slice(start + 1).search(bareEnd)
  return length < 0 ? text.length : start + 1 + length
}

/** What a scalar says: a string without its quotes and escapes, anything else as it is written. */
export function textOfScalar(source: string): string {
  if (!source.startsWith('"')) return source
  try {
    return JSON.parse(source) as string
  } catch {
    return source.replaceAll('"', '')
  }
}

/** Writes other values in place of some; all the rest stays as it is, byte for byte. Null keeps a value. */
export function replaceJsonScalars(text: string, replace: (scalar: JsonScalar) => string | null): string {
  const parts: string[] = []
  let copiedTo = 0
  for (const scalar of scanJson(text)) {
    const replacement = replace(scalar)
    if (replacement === null) continue
    parts.push(text.slice(copiedTo, scalar.start), replacement)
    copiedTo = scalar.start + scalar.source.length
  }
  parts.push(text.slice(copiedTo))
  return parts.join('')
}
