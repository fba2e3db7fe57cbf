/** Where a text stops being JSON. Null numbers: the engine does not tell. Lines and columns count from 1. */
export interface JsonFault {
  readonly line: number | null
  readonly column: number | null
}

/** Longer than this is not parsed while somebody types. */
const longest = 1_000_000

/** The first place where the text is not JSON, `{{names}}` taken for values. Null: it is JSON, or there is none. */
export function findJsonFault(text: string): JsonFault | null {
  if (text.trim() === '' || text.length > longest) return null
  try {
    // Digits of the same length stand for a name, in a string and outside of one.
    JSON.parse(text.replace(/\{\{[^{}\n]+\}\}/g, (name) => '1'.repeat(name.length)))
    return null
  } catch (error) {
    return placeOf(text, error instanceof Error ? error.message : '')
  }
}

function placeOf(text: string, message: string): JsonFault {
  const position = /position (\d+)/.exec(message)?.[1]
  // V8 names no place for a text that ends too early.
  const isCutOff = /end of JSON/i.test(message)
  if (position === undefined && !isCutOff) return { line: null, column: null }
  const before = text.slice(0, position === undefined ? text.length : Number(position))
  return { line: before.split('\n').length, column: before.length - before.lastIndexOf('\n') }
}
