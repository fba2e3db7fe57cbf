import { getHashes } from 'node:crypto'

import { AppError } from '../../../shared/errors.ts'
import type { Image } from '../../../shared/model/image.ts'

/** A hash that the cloud names for an image's data, under the name that this process computes it by. */
export interface NamedHash {
  readonly algorithm: string
  readonly expected: string
}

/** Every hash of an image that can be checked here, the strongest first: `os_hash_value`, then the MD5 checksum. */
export function namedHashes(image: Image): NamedHash[] {
  const found: NamedHash[] = []
  const algorithm = image.osHashAlgo && (otherNames.get(image.osHashAlgo) ?? image.osHashAlgo)
  if (algorithm && image.osHashValue && getHashes().includes(algorithm)) {
    found.push({ algorithm, expected: image.osHashValue })
  }
  if (image.checksum) found.push({ algorithm: 'md5', expected: image.checksum })
  return found
}

/**
 * Compares what passed through here with what the cloud says, and tells by which hash they are equal; null when the
 * cloud gives none. Throws SIZE_DIFFERS or HASH_DIFFERS.
 */
export function verify(
  image: Image,
  moved: { name: string; sizeBytes: number; hashes: Readonly<Record<string, string>> },
): string | null {
  const { name, sizeBytes: actualBytes, hashes } = moved
  if (image.sizeBytes !== null && image.sizeBytes !== actualBytes) {
    throw new AppError('SIZE_DIFFERS', { name, expectedBytes: image.sizeBytes, actualBytes })
  }
  const computed = namedHashes(image).filter(({ algorithm }) => algorithm in hashes)
  for (const { algorithm, expected } of computed) {
    const actual = hashes[algorithm]!
    if (actual !== expected) throw new AppError('HASH_DIFFERS', { name, algorithm, expected, actual })
  }
  return computed[0]?.algorithm ?? null
}

/** An image that was given all its data has it, whoever answered the upload. Throws DATA_NOT_KEPT. */
export function expectKept({ id: imageId, status }: Image): void {
  if (!withData.has(status)) throw new AppError('DATA_NOT_KEPT', { imageId, status })
}

const withData: ReadonlySet<string> = new Set(['active', 'deactivated'])

/** Glance takes its names from Python's hashlib, Node from OpenSSL. */
const otherNames = new Map([
  ['blake2b', 'blake2b512'],
  ['blake2s', 'blake2s256'],
  ['sha3_224', 'sha3-224'],
  ['sha3_256', 'sha3-256'],
  ['sha3_384', 'sha3-384'],
  ['sha3_512', 'sha3-512'],
])
