import type { Image } from './image.ts'

/** A small active image, for tests, with whatever else they say. */
export function imageUnderTest(changes: Partial<Image> = {}): Image {
  return {
    id: '8f2f5c1e-4ab4-4c1d-9f0d-3f4a2f6f1a01',
    name: 'debian',
    status: 'active',
    visibility: 'private',
    sizeBytes: 2600,
    virtualSizeBytes: null,
    diskFormat: 'raw',
    containerFormat: 'bare',
    minDiskGb: 0,
    minRamMb: 0,
    isProtected: false,
    isHidden: false,
    owner: 'p1',
    tags: [],
    checksum: null,
    osHashAlgo: null,
    osHashValue: null,
    createdAt: '2026-01-01T00:00:00Z',
    updatedAt: '2026-01-01T00:00:00Z',
    stores: [],
    properties: {},
    ...changes,
  }
}
