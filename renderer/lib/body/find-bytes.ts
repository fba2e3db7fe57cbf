/** Where a text was found. */
export interface Found {
  readonly count: number
  /** The places of the first of them; there may be more than a list should hold. */
  readonly offsets: Uint32Array
}

const mostOffsets = 1_000_000

/**
 * Finds every place of a text in UTF-8 bytes, without overlap; letters A to Z in either case, all others as they are.
 * Skips ahead by what the text's end allows (Horspool), so that a hundred megabytes take a fraction of a second.
 */
export function findBytes(bytes: Uint8Array, text: string): Found {
  const needle = new TextEncoder().encode(text).map((byte) => fold[byte]!)
  if (needle.length === 0) return { count: 0, offsets: new Uint32Array() }
  const skip = skipsOf(needle)
  const last = needle.length - 1
  const lastByte = needle[last]!
  let offsets = new Uint32Array(1024)
  let count = 0
  let at = 0

  while (at + last < bytes.length) {
    const end = fold[bytes[at + last]!]!
    if (end === lastByte && isAt(bytes, at, needle)) {
      if (count < mostOffsets) {
        if (count === offsets.length) offsets = doubled(offsets)
        offsets[count] = at
      }
      count++
      at += needle.length
    } else at += skip[end]!
  }
  return { count, offsets: offsets.slice(0, Math.min(count, mostOffsets)) }
}

const fold = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte))

function isAt(bytes: Uint8Array, at: number, needle: Uint8Array): boolean {
  for (let index = 0; index < needle.length - 1; index++) {
    if (fold[bytes[at + index]!] !== needle[index]) return false
  }
  return true
}

function skipsOf(needle: Uint8Array): Uint32Array {
  const skip = new Uint32Array(256).fill(needle.length)
  for (let index = 0; index < needle.length - 1; index++) skip[needle[index]!] = needle.length - 1 - index
  return skip
}

function doubled(offsets: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(offsets.length * 2)
  larger.set(offsets)
  return larger
}
