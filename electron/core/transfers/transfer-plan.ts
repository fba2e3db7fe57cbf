import * as z from 'zod'

import { image, newImage } from '../../../shared/model/image.ts'
import { unpacking } from '../../../shared/model/pack-format.ts'
import type { FileIdentity } from '../files/file-registry.ts'

export const fileIdentity: z.ZodType<FileIdentity> = z.object({
  sizeBytes: z.int(),
  mtimeMs: z.number(),
  inode: z.number(),
})

const cloud = { cloudId: z.string(), cloudName: z.string() }

/** `isOwnId`: the id was drawn here, so an image that has it was made by an earlier attempt at this plan. */
const intoNew = z.object({
  kind: z.literal('new'),
  image: newImage.required({ id: true }),
  isOwnId: z.boolean(),
})

const uploadPlan = z.object({
  direction: z.literal('upload'),
  ...cloud,
  imageName: z.string(),
  into: z.discriminatedUnion('kind', [
    intoNew,
    z.object({ kind: z.literal('existing'), imageId: z.string() }),
  ]),
  /** What is packed in the file goes up instead of the file. */
  unpack: unpacking.nullable().default(null),
  /** Null: the cloud chooses. */
  store: z.string().nullable().default(null),
  /** Null `identity`: the operator took the file as it is when the next attempt looks. */
  source: z.discriminatedUnion('heldBy', [
    z.object({
      heldBy: z.literal('host'),
      name: z.string(),
      sizeBytes: z.int(),
      path: z.string(),
      identity: fileIdentity.nullable(),
    }),
    z.object({ heldBy: z.literal('page'), name: z.string(), sizeBytes: z.int(), handle: z.string() }),
  ]),
})
export type UploadPlan = z.infer<typeof uploadPlan>

const downloadPlan = z.object({
  direction: z.literal('download'),
  ...cloud,
  /** As it was when the transfer was ordered. Its data never changes once it is active. */
  image,
  target: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('exact'), path: z.string() }),
    z.object({ kind: z.literal('free'), dir: z.string(), name: z.string() }),
  ]),
})
export type DownloadPlan = z.infer<typeof downloadPlan>

const copyPlan = z.object({
  direction: z.literal('copy'),
  ...cloud,
  imageName: z.string(),
  /** The image as it was when the copy was ordered: what it names as its hash has to arrive. */
  from: z.object({ ...cloud, image }),
  into: intoNew,
  notCarried: z.array(z.string()),
})
export type CopyPlan = z.infer<typeof copyPlan>

/** What a transfer is to do, in data alone: whoever reads it back after a restart can do it again. */
export const transferPlan = z.discriminatedUnion('direction', [uploadPlan, downloadPlan, copyPlan])
export type TransferPlan = z.infer<typeof transferPlan>
