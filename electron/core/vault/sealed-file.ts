import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'

import * as z from 'zod'

const base64 = z.base64()

/**
 * A vault on disk: one ciphertext over all secrets, so that not even their names or number can be read or changed.
 * The header is authenticated with it (AES-256-GCM additional data): nobody can make the key cheaper to guess.
 */
export const sealedFile = z.object({
  format: z.literal('arclight-vault'),
  version: z.literal(1),
  kdf: z.object({
    name: z.literal('scrypt'),
    N: z
      .int()
      .min(2 ** 14)
      .max(2 ** 20),
    r: z.int().min(8).max(32),
    p: z.int().min(1).max(16),
    salt: base64,
  }),
  nonce: base64,
  tag: base64,
  data: base64,
})
export type SealedFile = z.infer<typeof sealedFile>
export type KeyDerivation = SealedFile['kdf']

/** What OWASP's Password Storage Cheat Sheet asks of scrypt: 128 MiB for one guess. */
export function newDerivation(): KeyDerivation {
  return { name: 'scrypt', N: 2 ** 17, r: 8, p: 1, salt: randomBytes(16).toString('base64') }
}

/** 32 bytes from a passphrase; two ways of typing one accented letter are the same passphrase. */
export function deriveKey(passphrase: string, { N, r, p, salt }: KeyDerivation): Promise<Buffer> {
  const options = { N, r, p, maxmem: 256 * N * r }
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFC'), Buffer.from(salt, 'base64'), 32, options, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
}

export function seal(secrets: ReadonlyMap<string, string>, key: Buffer, kdf: KeyDerivation): SealedFile {
  const header = { format: 'arclight-vault', version: 1, kdf } as const
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(asBytes(header))
  const data = Buffer.concat([cipher.update(JSON.stringify([...secrets]), 'utf8'), cipher.final()])
  return {
    ...header,
    nonce: nonce.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    data: data.toString('base64'),
  }
}

/** Null when the key is not the one, or the file is not as it was written: the two cannot be told apart. */
export function unseal({ nonce, tag, data, ...header }: SealedFile, key: Buffer): Map<string, string> | null {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64'), { authTagLength: 16 })
    decipher.setAAD(asBytes(header)).setAuthTag(Buffer.from(tag, 'base64'))
    const text = Buffer.concat([decipher.update(Buffer.from(data, 'base64')), decipher.final()])
    return new Map(z.array(z.tuple([z.string(), z.string()])).parse(JSON.parse(text.toString('utf8'))))
  } catch {
    return null
  }
}

function asBytes({
  format,
  version,
  kdf: { name, N, r, p, salt },
}: Pick<SealedFile, 'format' | 'version' | 'kdf'>) {
  return Buffer.from(JSON.stringify([format, version, name, N, r, p, salt]))
}
