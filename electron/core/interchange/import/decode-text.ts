/**
 * The text of a file in UTF-8, or in UTF-16 with or without its mark, as Windows programs write it. Null when it is
 * neither.
 */
export function decodeText(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** Text in UTF-16 that begins with ASCII has a zero in every other byte. */
function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  if (first === 0 && second !== undefined && second !== 0) return 'utf-16be'
  return second === 0 && first !== undefined && first !== 0 ? 'utf-16le' : 'utf-8'
}
