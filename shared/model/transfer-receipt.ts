import * as z from 'zod'

import { problem } from './problem.ts'
import { transferDirection, transferState } from './transfer.ts'

/** What can be shown of a transfer afterwards: to a colleague, or to the cloud's operators. No secret, no path but that of a saved file. */
export const transferReceipt = z.object({
  transferId: z.string(),
  direction: transferDirection,
  state: transferState,
  fileName: z.string(),
  savedPath: z.string().nullable(),
  sizeBytes: z.int().nullable(),
  movedBytes: z.int(),
  /** Lower-case hex by algorithm name, of the bytes that passed through here. */
  hashes: z.record(z.string(), z.string()),
  /** Of the file itself, where what is packed in it went up. */
  fileHashes: z.record(z.string(), z.string()).default({}),
  verifiedBy: z.string().nullable(),
  imageId: z.string().nullable(),
  imageName: z.string(),
  cloudName: z.string(),
  /** Scheme, host and path alone. */
  identityUrl: z.string().nullable(),
  /** Where a copy came from, and the hashes that this cloud names; null for what moved between a file and a cloud. */
  from: z
    .object({
      cloudName: z.string(),
      identityUrl: z.string().nullable(),
      imageId: z.string(),
      hashes: z.record(z.string(), z.string()),
    })
    .nullable()
    .default(null),
  notCarried: z.array(z.string()).default([]),
  attempts: z.array(
    z.object({
      /** ISO 8601, UTC. */
      startedAt: z.string(),
      endedAt: z.string(),
      outcome: z.enum(['arrived', 'failed', 'stopped']),
      problem: problem.nullable(),
      requestIds: z.array(z.string()),
    }),
  ),
})
export type TransferReceipt = z.infer<typeof transferReceipt>
