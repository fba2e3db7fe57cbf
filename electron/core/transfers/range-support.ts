import type { Image } from '../../../shared/model/image.ts'

/**
 * Which stores cannot read from the middle of an image, as they have shown so far: file and cinder can, rbd, s3, swift
 * and http cannot. A cloud may have several.
 */
export interface RangeSupport {
  isRefused(cloudId: string, image: Image): boolean
  noteRefusal(cloudId: string, image: Image): void
}

export function createRangeSupport(): RangeSupport {
  const refusing = new Set<string>()
  return {
    isRefused: (cloudId, image) => refusing.has(keyOf(cloudId, image)),
    noteRefusal: (cloudId, image) => void refusing.add(keyOf(cloudId, image)),
  }
}

function keyOf(cloudId: string, { stores }: Image): string {
  return JSON.stringify([cloudId, ...stores])
}
