/** Kinds of token, by the first byte. Anything that is no mark of JSON counts as a value. */
export type TokenKind = 'open' | 'close' | 'comma' | 'colon' | 'value'

const quote = 0x22
const backslash = 0x5c

export function kindOf(byte: number | undefined): TokenKind {
  if (byte === 0x2c) return 'comma'
  if (byte === 0x3a) return 'colon'
  if (byte === 0x7b || byte === 0x5b) return 'open'
  return byte === 0x7d || byte === 0x5d ? 'close' : 'value'
}

/** Where the next token begins, or `limit`. */
export function skipSpace(bytes: Uint8Array, from: number, limit: number): number {
  let at = from
  while (at < limit && isSpace(bytes[at]!)) at++
  return at
}

/** One past the token that begins at `from`; never past `limit`, also for a string that is cut off. */
export function endOfToken(bytes: Uint8Array, from: number, limit: number): number {
  if (bytes[from] === quote) return endOfString(bytes, from, limit)
  if (kindOf(bytes[from]) !== 'value') return from + 1
  let at = from + 1
  while (at < limit && bytes[at] !== quote && !isSpace(bytes[at]!) && kindOf(bytes[at]) === 'value') at++
  return at
}

/** One past the value that begins at `from`, and of how many members it has: 0 unless it is an object or an array. */
export function skipValue(bytes: Uint8Array, from: number): { end: number; members: number } {
  const limit = bytes.length
  if (kindOf(bytes[from]) !== 'open') return { end: endOfToken(bytes, from, limit), members: 0 }
  let depth = 0
  let commas = 0
  let at = from
  let isBlank = true
  while (at < limit) {
    const byte = bytes[at]!
    if (byte === quote) {
      isBlank = false
      at = endOfString(bytes, at, limit)
      continue
    }
    at++
    // Brackets and braces differ in one bit from each other; the loop is hot.
    const folded = byte | 0x20
    if (folded === 0x7b) {
      if (depth > 0) isBlank = false
      depth++
    } else if (folded === 0x7d) {
      depth--
      if (depth === 0) return { end: at, members: isBlank ? 0 : commas + 1 }
    } else if (byte === 0x2c) {
      if (depth === 1) commas++
    } else if (!isSpace(byte)) isBlank = false
  }
  return { end: limit, members: isBlank ? 0 : commas + 1 }
}

function endOfString(bytes: Uint8Array, from: number, limit: number): number {
  let at = from + 1
  while (at < limit) {
    const byte = bytes[at]!
    if (byte === quote) return at + 1
    at += byte === backslash ? 2 : 1
  }
  return limit
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
}
