import * as z from 'zod'

/** Below this a chunk would be held back for longer than a cloud keeps a silent connection. */
export const leastBytesPerSecond = 64 * 1024

const bytesPerSecond = z.int().min(leastBytesPerSecond)

/** How much the operator lets transfers take. Null or no entry: as much as there is. */
export const transferLimits = z.object({
  atOncePerCloud: z.int().min(1).max(16),
  bytesPerSecond: bytesPerSecond.nullable(),
  /** By cloud id. */
  cloudBytesPerSecond: z.record(z.string(), bytesPerSecond),
})
export type TransferLimits = z.infer<typeof transferLimits>

export const defaultTransferLimits: TransferLimits = {
  atOncePerCloud: 3,
  bytesPerSecond: null,
  cloudBytesPerSecond: {},
}
