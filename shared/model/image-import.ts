import * as z from 'zod'

import { image } from './image.ts'

/** Ways of the interoperable image import (Image API v2.6). */
export const importMethod = z.discriminatedUnion('name', [
  z.object({ name: z.literal('glance-direct') }),
  z.object({ name: z.literal('web-download'), uri: z.string().min(1) }),
  z.object({ name: z.literal('copy-image') }),
  z.object({
    name: z.literal('glance-download'),
    regionName: z.string().min(1),
    imageId: z.uuid(),
    interface: z.enum(['public', 'internal', 'admin']).optional(),
  }),
])
export type ImportMethod = z.infer<typeof importMethod>

/** Null: the cloud's default store. One store that fails need not end the import for the others. */
export const importTarget = z.union([
  z.object({ stores: z.array(z.string().min(1)).min(1), allMustSucceed: z.boolean().optional() }),
  z.object({ allStores: z.literal(true), allMustSucceed: z.boolean().optional() }),
])
export type ImportTarget = z.infer<typeof importTarget>

/** Work that the cloud does by itself. An older release tells less of it. */
export const imageTask = z.object({
  id: z.string().min(1),
  type: z.string(),
  /** pending, processing, success or failure. */
  status: z.string(),
  message: z.string().nullable(),
  imageId: z.string().nullable(),
  owner: z.string().nullable(),
  requestId: z.string().nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
  expiresAt: z.string().nullable(),
})
export type ImageTask = z.infer<typeof imageTask>

/** One task whole: `input` and `result` are JSON as the cloud tells it; null: nothing. */
export const taskDetail = imageTask.extend({ input: z.string().nullable(), result: z.string().nullable() })
export type TaskDetail = z.infer<typeof taskDetail>

/** How much of a file has gone to the staging area. */
export const stageProgress = z.object({
  movedBytes: z.int().nonnegative(),
  sizeBytes: z.int().nonnegative(),
})
export type StageProgress = z.infer<typeof stageProgress>

/** How far an import is, by what the image and its newest task say. */
export const importProgress = z.object({
  state: z.enum(['waiting', 'running', 'done', 'failed']),
  image,
  /** Null where the cloud keeps its tasks to itself. */
  task: imageTask.nullable(),
  /** Stores that still wait, and stores that failed. */
  waitingStores: z.array(z.string()),
  failedStores: z.array(z.string()),
  /** What the cloud says that it has copied so far; it counts whole MiB. */
  copiedBytes: z.int().nullable(),
})
export type ImportProgress = z.infer<typeof importProgress>
