import { createHmac } from 'node:crypto'

const stepMs = 30_000

/** Whether this is the passcode of the half minute that `nowMs` is in, or of the one before, as Keystone takes it. */
export function isPasscode(passcode: string, secret: string, nowMs: number): boolean {
  const step = Math.floor(nowMs / stepMs)
  return [step, step - 1].some((one) => passcodeAt(secret, one) === passcode)
}

/** RFC 4226 section 5.3, with a count of half minutes since 1970 (RFC 6238 section 4). */
export function passcodeAt(secret: string, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const digest = createHmac('sha1', fromBase32(secret)).update(counter).digest()
  const at = (digest.at(-1) ?? 0) & 0xf
  return String((digest.readUInt32BE(at) & 0x7f_ff_ff_ff) % 1_000_000).padStart(6, '0')
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** RFC 4648 section 6; what is no letter of it counts for nothing. */
function fromBase32(text: string): Buffer {
  const bytes: number[] = []
  let [held, bits] = [0, 0]
  for (const letter of text.toUpperCase()) {
    const value = letters.indexOf(letter)
    if (value < 0) continue
    held = ((held << 5) | value) & 0xfff
    bits += 5
    if (bits < 8) continue
    bits -= 8
    bytes.push((held >> bits) & 0xff)
  }
  return Buffer.from(bytes)
}
