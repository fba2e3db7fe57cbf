import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

const salted = Buffer.from('Salted__')

/** Whether a file of ARC is encrypted: its first line says how. */
export function isEncryptedArc(text: string): boolean {
  return /^aes\r?\n/.test(text)
}

/** Null when the passphrase is not the one, or the text is cut. */
export function decryptArc(text: string, passphrase: string): string | null {
  const bytes = Buffer.from(text.replace(/^aes\r?\n/, ''), 'base64')
  if (!bytes.subarray(0, 8).equals(salted)) return null
  const { key, iv } = keyAndIv(passphrase, bytes.subarray(8, 16))
  try {
    const decipher = createDecipheriv('aes-256-cbc', key, iv)
    const plain = Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()])
    return new TextDecoder('utf-8', { fatal: true }).decode(plain)
  } catch {
    return null
  }
}

/** As ARC reads it back. Its way to make a key is weak: a long passphrase is what protects the file. */
export function encryptArc(text: string, passphrase: string): string {
  const salt = randomBytes(8)
  const { key, iv } = keyAndIv(passphrase, salt)
  const cipher = createCipheriv('aes-256-cbc', key, iv)
  const bytes = Buffer.concat([salted, salt, cipher.update(text, 'utf8'), cipher.final()])
  return `aes\n${bytes.toString('base64')}`
}

/** EVP_BytesToKey of OpenSSL with MD5 and one round, which CryptoJS has taken over. */
function keyAndIv(passphrase: string, salt: Uint8Array): { key: Buffer; iv: Buffer } {
  let made = Buffer.alloc(0)
  let last = Buffer.alloc(0)
  while (made.length < 48) {
    last = createHash('md5').update(last).update(passphrase, 'utf8').update(salt).digest()
    made = Buffer.concat([made, last])
  }
  return { key: made.subarray(0, 32), iv: made.subarray(32, 48) }
}
