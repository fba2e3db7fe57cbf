import * as z from 'zod'

import { imageChange } from './image-change.ts'
import { importTarget } from './image-import.ts'
import { memberStatus } from './image-sharing.ts'

const visibility = z.enum(['private', 'shared', 'community', 'public'])
const projectId = z.string().min(1)
const tag = z.string().min(1).max(255)
const store = z.string().min(1)

/** What can be done to many images at once: it means the same for each of them. */
export const bulkOperation = z.discriminatedUnion('action', [
  z.object({ action: z.literal('deactivate') }),
  z.object({ action: z.literal('reactivate') }),
  z.object({ action: z.literal('delete') }),
  z.object({ action: z.literal('set-visibility'), visibility }),
  z.object({ action: z.literal('set-protected'), isProtected: z.boolean() }),
  z.object({ action: z.literal('set-hidden'), isHidden: z.boolean() }),
  z.object({ action: z.literal('add-tag'), tag }),
  z.object({ action: z.literal('remove-tag'), tag }),
  z.object({ action: z.literal('share'), projectId }),
  z.object({ action: z.literal('copy-to-stores'), target: importTarget }),
  z.object({ action: z.literal('delete-from-store'), store }),
  z.object({ action: z.literal('queue-for-cache') }),
])
export type BulkOperation = z.infer<typeof bulkOperation>

/** Everything that can be done to one image, with what it takes to do it. */
export const imageOperation = z.discriminatedUnion('action', [
  ...bulkOperation.options,
  z.object({ action: z.literal('show') }),
  z.object({ action: z.literal('upload'), store: store.nullable() }),
  z.object({ action: z.literal('stage') }),
  z.object({ action: z.literal('download') }),
  z.object({ action: z.literal('import-staged'), target: importTarget.nullable() }),
  z.object({ action: z.literal('import-from-web'), uri: z.string().min(1), target: importTarget.nullable() }),
  z.object({
    action: z.literal('import-from-cloud'),
    regionName: z.string().min(1),
    sourceImageId: z.uuid(),
    target: importTarget.nullable(),
  }),
  z.object({ action: z.literal('update'), changes: z.array(imageChange) }),
  z.object({
    action: z.literal('set-formats'),
    diskFormat: z.string().min(1),
    containerFormat: z.string().min(1),
  }),
  z.object({ action: z.literal('unshare'), projectId }),
  z.object({ action: z.literal('set-member-status'), projectId, status: memberStatus }),
  z.object({ action: z.literal('delete-from-cache') }),
])
export type ImageOperation = z.infer<typeof imageOperation>
