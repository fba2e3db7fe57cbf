/** Where a value stands in a JSON text: the keys (strings) and indexes (numbers) that lead to it. */
export type JsonPath = readonly (string | number)[]

/** A string, number or literal, as it is written. Offsets count UTF-16 units. */
export interface JsonScalar {
  /** Valid until the next value is asked for: the scanner goes on with the same array. */
  readonly path: JsonPath
  readonly source: string
  readonly start: number
}

// A string that never ends is taken up to the end of the text: a cut body is scanned like a whole one.
const token = /"[^"\\]*(?:\\[^][^"\\]*)*"?|[{}[\],:]|[^\s"{}[\],:]+/gu

/**
 * Finds every scalar of a JSON text without parsing it, so that no number is rounded and no space is lost.
 * Text that is not JSON gives what can be made of it, never an error.
 */
export function* scanJson(text: string): Generator<JsonScalar, void> {
  const path: (string | number)[] = []
  const isObject: boolean[] = []
  let awaitsKey = false

  for (const { 0: source, index: start } of text.matchAll(token)) {
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
