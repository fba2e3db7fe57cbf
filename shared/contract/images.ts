import { eventIterator, oc } from '@orpc/contract'
import * as z from 'zod'

import { appErrors } from '../errors.ts'
import { fileHandle } from '../model/file-handle.ts'
import { image, imageFormats, newImage } from '../model/image.ts'
import { bulkEvent } from '../model/image-bulk.ts'
import { imageChange } from '../model/image-change.ts'
import {
  imageTask,
  importMethod,
  importProgress,
  importTarget,
  stageProgress,
  taskDetail,
} from '../model/image-import.ts'
import { bulkOperation } from '../model/image-operation.ts'
import { imageQuery, listGap } from '../model/image-query.ts'
import {
  cacheTarget,
  imageAttribute,
  imageCache,
  imageCapabilities,
  imageQuota,
  metadefNamespace,
} from '../model/image-service.ts'
import { imageMember, memberStatus } from '../model/image-sharing.ts'

const call = oc.errors(appErrors)
const cloudId = z.string().min(1)
const imageId = z.string().min(1)
const cloud = z.object({ cloudId })
const one = z.object({ cloudId, imageId })
const tagged = one.extend({ tag: z.string().min(1).max(255) })
const ofProject = one.extend({ projectId: z.string().min(1) })

/** What any client may ask about images. One entry per thing an operator can do. */
export const images = {
  /**
   * One page. The caller asks again with `nextMarker` until it is null. When the marker was deleted meanwhile, the
   * list goes on after the first of `earlierMarkers` that is still there, else from the start, and `gap` says so.
   */
  list: call
    .input(
      z.object({
        cloudId,
        query: imageQuery.optional(),
        marker: z.string().nullable(),
        earlierMarkers: z.array(z.string().min(1)).max(20).optional(),
        limit: z.int().min(1).max(1000),
      }),
    )
    .output(z.object({ images: z.array(image), nextMarker: z.string().nullable(), gap: listGap.nullable() })),
  show: call.input(one).output(image),
  create: call.input(z.object({ cloudId, image: newImage })).output(image),
  /**
   * All changes or none. Give the `updatedAt` that the changes were made from, and IMAGE_CHANGED comes instead of
   * overwriting somebody else's; null overwrites. `inverse` undoes it.
   */
  update: call
    .input(one.extend({ changes: z.array(imageChange).min(1), basedOn: z.string().nullable() }))
    .output(z.object({ image, inverse: z.array(imageChange) })),
  delete: call.input(one).output(z.void()),
  deactivate: call.input(one).output(z.void()),
  reactivate: call.input(one).output(z.void()),
  addTag: call.input(tagged).output(z.void()),
  removeTag: call.input(tagged).output(z.void()),

  members: call.input(one).output(z.array(imageMember)),
  addMember: call.input(ofProject).output(imageMember),
  removeMember: call.input(ofProject).output(z.void()),
  setMemberStatus: call.input(ofProject.extend({ status: memberStatus })).output(imageMember),

  /** Sends a file to the staging area, for an import by glance-direct. Ends when it is there. Leaving stops it. */
  stage: call.input(one.extend({ file: fileHandle.shape.handle })).output(eventIterator(stageProgress)),
  /** Orders it; the cloud goes on by itself. */
  import: call.input(one.extend({ method: importMethod, target: importTarget.nullable() })).output(z.void()),
  /** Looks at the image and its task until the import has ended, more rarely the longer it takes. */
  watchImport: call.input(one).output(eventIterator(importProgress)),
  deleteFromStore: call.input(one.extend({ store: z.string().min(1) })).output(z.void()),
  /** Newest first. Null where the cloud does not tell (before 2.12). */
  tasks: call.input(one).output(z.array(imageTask).nullable()),

  /** One operation on many images, each with its outcome. Stopping starts no more; what is under way ends. */
  runBulk: call
    .input(z.object({ cloudId, operation: bulkOperation, imageIds: z.array(imageId).min(1).max(10_000) }))
    .output(eventIterator(bulkEvent)),

  /** The formats this cloud accepts, from its own schema. */
  formats: call.input(cloud).output(imageFormats),
  /** Probed once a session; `isFresh` probes again. */
  capabilities: call.input(cloud.extend({ isFresh: z.boolean().optional() })).output(imageCapabilities),
  /** Empty where no quota is set. */
  usage: call.input(cloud).output(z.array(imageQuota)),
  /**
   * The tasks of all images, newest first; for administrators by default. Not by type: Glance answers 400 to the types
   * that it has itself, such as api_image_import.
   */
  allTasks: call
    .input(
      z.object({
        cloudId,
        status: z.enum(['pending', 'processing', 'success', 'failure']).optional(),
        marker: z.string().nullable(),
        limit: z.int().min(1).max(1000),
      }),
    )
    .output(z.object({ tasks: z.array(imageTask), nextMarker: z.string().nullable() })),
  task: call.input(cloud.extend({ taskId: z.string().min(1) })).output(taskDetail),
  cache: call.input(cloud).output(imageCache),
  queueForCache: call.input(one).output(z.void()),
  deleteFromCache: call.input(one).output(z.void()),
  clearCache: call.input(cloud.extend({ target: cacheTarget })).output(z.void()),
  /** What every image has, by the cloud's own schema, in its order. */
  schema: call.input(cloud).output(z.array(imageAttribute)),
  /** What the cloud's catalogue says of properties of images; asked once a session. */
  metadefs: call.input(cloud.extend({ isFresh: z.boolean().optional() })).output(z.array(metadefNamespace)),
}
