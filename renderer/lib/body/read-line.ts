import { endOfToken, kindOf, skipSpace } from './json-bytes.ts'

/** One line of a view, and where the next begins. One object is filled again and again: there are millions. */
export interface LineCursor {
  start: number
  /** One past the last byte, without the line's end. */
  end: number
  /** How far the line is indented. */
  depth: number
  /** Where to read on, and how deep it is there. */
  next: number
  nextDepth: number
}

/**
 * Reads the line that begins at `cursor.next`. False, with `next` unmoved, at the end; or where a line does not end
 * before `limit` and more is to come.
 */
export type ReadLine = (bytes: Uint8Array, limit: number, isWhole: boolean, cursor: LineCursor) => boolean

/** A line as it came. */
export function readRawLine(bytes: Uint8Array, limit: number, isWhole: boolean, cursor: LineCursor): boolean {
  const start = cursor.next
  if (start >= limit) return false
  const found = bytes.subarray(start, limit).indexOf(0x0a)
  if (found === -1 && !isWhole) return false
  const end = found === -1 ? limit : start + found
  cursor.start = start
  cursor.end = end > start && bytes[end - 1] === 0x0d ? end - 1 : end
  cursor.next = found === -1 ? limit : end + 1
  return true
}

/**
 * A line of JSON laid out: nothing moves but whitespace, so numbers, escapes, repeated keys and order stay as they
 * came, and text that is cut off or not quite JSON has lines too.
 */
export function readJsonLine(
  bytes: Uint8Array,
  limit: number,
  isWhole: boolean,
  cursor: LineCursor,
): boolean {
  const start = skipSpace(bytes, cursor.next, limit)
  if (start >= limit) return false
  let depth = kindOf(bytes[start]) === 'close' ? Math.max(0, cursor.nextDepth - 1) : cursor.nextDepth
  const startDepth = depth
  let at = start
  for (;;) {
    const kind = kindOf(bytes[at])
    if (kind === 'open') depth++
    else if (kind === 'close' && at > start) depth--
    const end = endOfToken(bytes, at, limit)
    const next = skipSpace(bytes, end, limit)
    if (next >= limit && !isWhole) return false
    if (next >= limit || !isSameLine(kind, kindOf(bytes[next]))) {
      cursor.start = start
      cursor.end = end
      cursor.depth = startDepth
      cursor.next = next
      cursor.nextDepth = depth
      return true
    }
    at = next
  }
}

/** The text of a line of JSON: one space after a colon, none elsewhere. */
export function jsonLineText(bytes: Uint8Array, start: number, end: number): string {
  const parts: string[] = []
  let at = start
  while (at < end) {
    const tokenEnd = endOfToken(bytes, at, end)
    parts.push(decode(bytes, at, tokenEnd))
    const next = skipSpace(bytes, tokenEnd, end)
    if (kindOf(bytes[at]) === 'colon' && next < end) parts.push(' ')
    at = next
  }
  return parts.join('')
}

export function decode(bytes: Uint8Array, start: number, end: number): string {
  return new TextDecoder().decode(bytes.subarray(start, end))
}

type Kind = ReturnType<typeof kindOf>

function isSameLine(kind: Kind, next: Kind): boolean {
  if (next === 'comma' || next === 'colon') return true
  if (kind === 'colon') return next !== 'close'
  return kind === 'open' && next === 'close'
}
