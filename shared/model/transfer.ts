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
  /** An attempt failed of what can pass: see `problem` and `retryAtMs`. */
  'waiting',
  /** Stopped by the operator, to be gone on with. */
  'paused',
  'failed',
  'cancelled',
])
export type TransferState = z.infer<typeof transferState>

export const transferPriority = z.enum(['high', 'normal', 'low'])
export type TransferPriority = z.infer<typeof transferPriority>

/** Where to, in the line of those that wait for the same cloud at the same priority. */
export const lineMove = z.enum(['top', 'up', 'down', 'bottom'])
export type LineMove = z.infer<typeof lineMove>

export const transferDirection = z.enum(['upload', 'download', 'copy'])
export type TransferDirection = z.infer<typeof transferDirection>

export const transfer = z.object({
  id: z.string().min(1),
  direction: transferDirection,
  /** The cloud that gets the bytes, or gives them to a file; so, too, `imageId`. */
  cloudId: z.string(),
  cloudName: z.string(),
  /** Where a copy comes from; null for what moves between a file and a cloud. */
  from: z
    .object({ cloudId: z.string(), cloudName: z.string(), imageId: z.string() })
    .nullable()
    .default(null),
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
  /** When a waiting one is tried again; null while it waits for a sign-in. By this machine's clock. */
  retryAtMs: z.int().nullable(),
  priority: transferPriority,
  /** Those that wait for the same cloud at the same priority start in this order. */
  place: z.int(),
  /** The image that this upload made before it failed or was cancelled: queued as a rule, and never proven. */
  leftImageId: z.string().nullable(),
  /** What of its image a copy does not take along, by its names in the Image API. */
  notCarried: z.array(z.string()).default([]),
})
export type Transfer = z.infer<typeof transfer>

/** What a watcher is told: first everything there is, then each change, at most ten a second for one transfer. */
export const transferEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('all'), transfers: z.array(transfer) }),
  z.object({ type: z.literal('changed'), transfer }),
  z.object({ type: z.literal('removed'), transferId: z.string() }),
])
export type TransferEvent = z.infer<typeof transferEvent>
