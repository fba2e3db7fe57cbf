import * as z from 'zod'

import { fileIdentity } from './transfer-plan.ts'

const hashes = z.record(z.string(), z.string())

/** What one attempt leaves for the next, in this process or the one after it. Null: nothing, or no longer true. */
export const transferNotes = z.object({
  /** The cloud was asked to make the image, whatever came of it. */
  isImageAsked: z.boolean(),
  /** The image of an upload, once it exists. */
  imageId: z.string().nullable(),
  /** The file as an attempt took it: a later attempt that finds another one must not go on. */
  source: fileIdentity.nullable(),
  /** Every byte was given to the cloud, whatever it answered. */
  sent: z.object({ name: z.string(), sizeBytes: z.int(), hashes }).nullable(),
  /** What a download has on the disk already. */
  part: z
    .object({
      path: z.string(),
      /** Written and flushed. */
      safeBytes: z.int(),
    })
    .nullable(),
  /** A download that is whole and compared, as it was just before it was given its final name. */
  arrived: z
    .object({ identity: fileIdentity, hashes, verifiedBy: z.string().nullable() })
    .nullable()
    .default(null),
})
export type TransferNotes = z.infer<typeof transferNotes>

export const noNotes: TransferNotes = {
  isImageAsked: false,
  imageId: null,
  source: null,
  sent: null,
  part: null,
  arrived: null,
}
