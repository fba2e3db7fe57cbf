import type { DraftPair } from '../../../../shared/model/request.ts'

// Two slashes cannot begin a header name (RFC 9110 section 5.6.2), so they can mark a header that is switched off.
const off = '// '

/** One `Name: value` a line; a header that is switched off begins with `//`. */
export function headersToText(headers: readonly DraftPair[]): string {
  return headers.map(({ name, value, isEnabled }) => `${isEnabled ? '' : off}${name}: ${value}`).join('\n')
}

/** Reads what `headersToText` writes, and what is pasted from a terminal. Empty lines are skipped. */
export function textToHeaders(text: string): DraftPair[] {
  return text
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .map(toHeader)
}

function toHeader(line: string): DraftPair {
  const isEnabled = !line.trimStart().startsWith('//')
  const written = isEnabled ? line : line.trimStart().replace(/^\/\/ ?/, '')
  const colon = written.indexOf(':')
  if (colon < 0) return { name: written.trim(), value: '', isEnabled }
  // One space after the colon is the notation; a second one was meant.
  const value = written.slice(colon + 1).replace(/^ /, '')
  return { name: written.slice(0, colon).trim(), value, isEnabled }
}
