import * as z from 'zod'

import { problem } from './problem.ts'

export const transferState = z.enum([
  'queued',
  'moving',
  'verifying',
  /** The bytes arrived and a hash of theirs was compared. */
  'verified',
  /** The bytes arrived, and the cloud gave nothing to compare them with. */
  'unverified',
  'failed',
  'cancelled',
])
export type TransferState = z.infer<typeof transferState>

export const transfer = z.object({
  id: z.string().min(1),
  direction: z.enum(['upload', 'download']),
  cloudId: z.string(),
  cloudName: z.string(),
  /** Null until the image exists. */
  imageId: z.string().nullable(),
  imageName: z.string(),
  fileName: z.string(),
  /** Where a finished download lies on the host. */
  savedPath: z.string().nullable(),
  state: transferState,
  sizeBytes: z.int().nonnegative().nullable(),
  movedBytes: z.int().nonnegative(),
  bytesPerSecond: z.number().nonnegative().nullable(),
  etaMs: z.number().nonnegative().nullable(),
  attempt: z.int().positive(),
  startedAtMs: z.int(),
  endedAtMs: z.int().nullable(),
  /** Lower-case hex by algorithm name, of the bytes that passed through here. */
  hashes: z.record(z.string(), z.string()),
  /** Of the file itself, where what is packed in it went up. */
  fileHashes: z.record(z.string(), z.string()),
  /** Which hash of the cloud's was equal. */
  verifiedBy: z.string().nullable(),
  /** Why the bytes that had come were thrown away and fetched once more. */
  startedOver: problem.nullable(),
  problem: problem.nullable(),
})
export type Transfer = z.infer<typeof transfer>

/** What a watcher is told: first everything there is, then each change, at most ten a second for one transfer. */
export const transferEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('all'), transfers: z.array(transfer) }),
  z.object({ type: z.literal('changed'), transfer }),
  z.object({ type: z.literal('removed'), transferId: z.string() }),
])
export type TransferEvent = z.infer<typeof transferEvent>
