import { kindOf, skipSpace, skipValue } from './json-bytes.ts'
import { decode } from './read-line.ts'

export type JsonKind = 'object' | 'array' | 'string' | 'number' | 'word'

/** A member of an object or an element of an array, found without parsing what lies inside. */
export interface JsonMember {
  /** Its name, or its place in an array. */
  readonly key: string | number
  readonly kind: JsonKind
  /** Where it begins with its name, to read on from here. */
  readonly from: number
  readonly start: number
  readonly end: number
  /** How many members it has itself. */
  readonly size: number
}

/** Where to go on with a long container. */
export interface MembersFrom {
  readonly offset: number
  readonly index: number
}

/** The value that a body is; null when it is no JSON at all. */
export function rootOf(bytes: Uint8Array): JsonMember | null {
  const start = skipSpace(bytes, hasMark(bytes) ? 3 : 0, bytes.length)
  return start < bytes.length ? memberAt(bytes, { key: '$', from: start, start }) : null
}

/** The members of the container at `start`, one by one; ends without a word where the text stops being JSON. */
export function* membersOf(bytes: Uint8Array, start: number, from?: MembersFrom): Generator<JsonMember> {
  const limit = bytes.length
  const isObject = bytes[start] === 0x7b
  let at = from?.offset ?? skipSpace(bytes, start + 1, limit)
  let index = from?.index ?? 0
  while (at < limit && (kindOf(bytes[at]) === 'value' || kindOf(bytes[at]) === 'open')) {
    let key: string | number = index
    const nameAt = at
    if (isObject) {
      const name = skipValue(bytes, at)
      const colon = skipSpace(bytes, name.end, limit)
      if (bytes[at] !== 0x22 || bytes[colon] !== 0x3a) return
      key = stringAt(bytes, at, name.end)
      at = skipSpace(bytes, colon + 1, limit)
      if (at >= limit) return
    }
    const member = memberAt(bytes, { key, from: nameAt, start: at })
    yield member
    index++
    const comma = skipSpace(bytes, member.end, limit)
    if (bytes[comma] !== 0x2c) return
    at = skipSpace(bytes, comma + 1, limit)
  }
}

/** A value as one reads it: a string without its quotes, anything else exactly as it came. */
export function valueText(bytes: Uint8Array, { kind, start, end }: JsonMember, longest = Infinity): string {
  const until = Math.min(end, start + longest)
  return kind === 'string' && until === end ? stringAt(bytes, start, end) : decode(bytes, start, until)
}

function memberAt(bytes: Uint8Array, at: Pick<JsonMember, 'key' | 'from' | 'start'>): JsonMember {
  const { end, members } = skipValue(bytes, at.start)
  return { ...at, kind: kindAt(bytes[at.start]!), end, size: members }
}

function kindAt(byte: number): JsonKind {
  if (byte === 0x7b) return 'object'
  if (byte === 0x5b) return 'array'
  if (byte === 0x22) return 'string'
  return byte === 0x2d || (byte >= 0x30 && byte <= 0x39) ? 'number' : 'word'
}

function stringAt(bytes: Uint8Array, start: number, end: number): string {
  const text = decode(bytes, start, end)
  if (!text.includes('\\')) return text.replace(/^"|"$/g, '')
  try {
    return String(JSON.parse(text))
  } catch {
    return text
  }
}

function hasMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
}
