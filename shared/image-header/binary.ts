/** Bytes as numbers and text, by offset. Reading beyond the end throws a RangeError: give a buffer that is long enough. */
export interface Binary {
  u16(at: number): number
  u32(at: number): number
  /** Null when it is beyond what a number holds exactly. */
  u64(at: number): number | null
  /** Latin-1, without the zeros at its end. */
  text(at: number, length: number): string
  startsWith(signature: string | readonly number[], at?: number): boolean
}

export function binaryOf(bytes: Uint8Array, endian: 'little' | 'big'): Binary {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const isLittle = endian === 'little'
  return {
    u16: (at) => view.getUint16(at, isLittle),
    u32: (at) => view.getUint32(at, isLittle),
    u64(at) {
      const value = view.getBigUint64(at, isLittle)
      return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : null
    },
    text: (at, length) => latin1(bytes.subarray(at, at + length)),
    startsWith(signature, at = 0) {
      const wanted =
        typeof signature === 'string' ? Array.from(signature, (char) => char.charCodeAt(0)) : signature
      return wanted.every((byte, index) => bytes[at + index] === byte)
    },
  }
}

function latin1(bytes: Uint8Array): string {
  const end = bytes.findLastIndex((byte) => byte !== 0) + 1
  let text = ''
  for (let at = 0; at < end; at += 4096)
    text += String.fromCharCode(...bytes.subarray(at, Math.min(end, at + 4096)))
  return text
}
