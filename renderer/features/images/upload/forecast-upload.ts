import type { ImageQuota } from '../../../../shared/model/image-service.ts'
import type { Transfer } from '../../../../shared/model/transfer.ts'

/** What is known of an upload before its first byte. Null: not known, or no limit. */
export interface UploadForecast {
  readonly sizeBytes: number
  /** As fast as the last upload to the same cloud went, its verification included. */
  readonly bytesPerSecond: number | null
  readonly tookMs: number | null
  /** What the quota leaves, where that is less than is wanted. */
  readonly leftBytes: number | null
  readonly leftImages: number | null
}

/** A smaller one says more of the way there and back than of the rate. */
const tellingBytes = 1024 * 1024

/** `transfers`: newest first. */
export function forecastUpload(
  sizes: readonly number[],
  quotas: readonly ImageQuota[],
  transfers: readonly Transfer[],
): UploadForecast {
  const sizeBytes = sizes.reduce((sum, size) => sum + size, 0)
  const rates = transfers.map(rateOf)
  const bytesPerSecond = rates.find((rate) => rate !== null) ?? null
  const leftBytes = leftOf(quotas, 'image_size_total')
  const leftImages = leftOf(quotas, 'image_count_total')
  return {
    sizeBytes,
    bytesPerSecond,
    tookMs: bytesPerSecond === null ? null : (sizeBytes / bytesPerSecond) * 1000,
    leftBytes: leftBytes !== null && leftBytes < sizeBytes ? leftBytes : null,
    leftImages: leftImages !== null && leftImages < sizes.length ? leftImages : null,
  }
}

function rateOf({ direction, state, sizeBytes, startedAtMs, endedAtMs }: Transfer): number | null {
  const isWhole = direction === 'upload' && (state === 'verified' || state === 'unverified')
  if (!isWhole || endedAtMs === null || sizeBytes === null || sizeBytes < tellingBytes) return null
  const tookMs = endedAtMs - startedAtMs
  return tookMs > 0 ? (sizeBytes / tookMs) * 1000 : null
}

function leftOf(quotas: readonly ImageQuota[], name: string): number | null {
  const quota = quotas.find((one) => one.name === name)
  if (!quota || quota.limit < 0) return null
  return Math.max(0, quota.limit - quota.usage) * (quota.unit === 'MiB' ? 2 ** 20 : 1)
}
