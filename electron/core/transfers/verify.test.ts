import { expect, test } from 'vitest'

import type { Image } from '../../../shared/model/image.ts'
import { namedHashes, verify } from './verify.ts'

const sha512 = 'ab'.repeat(64)
const md5 = 'cd'.repeat(16)
const file = { name: 'disk.raw', sizeBytes: 10, hashes: { sha512, md5 } }

test('compares every hash that both sides have, and names the strongest', () => {
  expect(verify(imageWith({}), file)).toBe('sha512')
  expect(verify(imageWith({ osHashAlgo: null, osHashValue: null }), file)).toBe('md5')
  expect(verify(imageWith({ osHashAlgo: 'no-such-hash' }), file)).toBe('md5')
})

test('says that nothing was compared when the cloud gives no hash', () => {
  expect(verify(imageWith({ checksum: null, osHashAlgo: null, osHashValue: null }), file)).toBeNull()
  expect(verify(imageWith({ sizeBytes: null, checksum: null, osHashValue: null }), file)).toBeNull()
})

test('finds a size or a hash that differs, the weaker hash too', () => {
  expect(() => verify(imageWith({ sizeBytes: 9 }), file)).toThrow('SIZE_DIFFERS')
  expect(() => verify(imageWith({ osHashValue: 'ee'.repeat(64) }), file)).toThrow('HASH_DIFFERS')
  expect(() => verify(imageWith({ checksum: 'ee'.repeat(16) }), file)).toThrow('HASH_DIFFERS')
})

test('knows hashes by the names that Python gives them', () => {
  const [hash] = namedHashes(imageWith({ osHashAlgo: 'blake2b', osHashValue: 'aa' }))

  expect(hash).toEqual({ algorithm: 'blake2b512', expected: 'aa' })
})

function imageWith(changes: Partial<Image>): Image {
  return {
    id: 'b1c1e0b6-36a4-4a9b-9d5d-4b1a43c1b2f0',
    name: 'disk',
    status: 'active',
    visibility: 'shared',
    sizeBytes: 10,
    virtualSizeBytes: null,
    diskFormat: 'raw',
    containerFormat: 'bare',
    minDiskGb: 0,
    minRamMb: 0,
    isProtected: false,
    isHidden: false,
    owner: null,
    tags: [],
    checksum: md5,
    osHashAlgo: 'sha512',
    osHashValue: sha512,
    createdAt: '2026-01-01T00:00:00Z',
    updatedAt: '2026-01-01T00:00:00Z',
    stores: [],
    properties: {},
    ...changes,
  }
}
