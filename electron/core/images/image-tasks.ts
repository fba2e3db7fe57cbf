import * as z from 'zod'

import { isAppError } from '../../../shared/errors.ts'
import type { ImageTask, TaskDetail } from '../../../shared/model/image-import.ts'
import type { OneImage, TaskListQuery, TaskPage } from '../core.ts'
import { callImageService, type ImageServicePorts } from './call-image-service.ts'
import { imagePath } from './image-path.ts'
import { showImage } from './image-verbs.ts'
import { parseAnswer } from './parse-image.ts'

const taskFields = z.object({
  id: z.string().min(1),
  type: z.string().default(''),
  status: z.string(),
  message: z.string().nullish(),
  image_id: z.string().nullish(),
  owner: z.string().nullish(),
  request_id: z.string().nullish(),
  created_at: z.string(),
  updated_at: z.string(),
  expires_at: z.string().nullish(),
})
const wireTask = taskFields.transform(toTask)
const wireTaskDetail = taskFields
  .extend({ input: z.unknown(), result: z.unknown() })
  .transform(
    (wire): TaskDetail => ({ ...toTask(wire), input: asJson(wire.input), result: asJson(wire.result) }),
  )

/** The tasks of one image, newest first; null where the cloud has no such list or keeps it to itself. */
export async function listImageTasks(
  ports: ImageServicePorts,
  one: OneImage,
  signal: AbortSignal,
): Promise<ImageTask[] | null> {
  const { cloudId, imageId } = one
  const path = `${imagePath(imageId)}/tasks`
  const call = { verb: 'tasks', origin: 'images', cloudId, imageId, method: 'GET', path } as const
  try {
    const answer = await callImageService(ports, call, signal)
    const { tasks } = parseAnswer(z.object({ tasks: z.array(wireTask) }), answer)
    return tasks.toSorted((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt))
  } catch (error) {
    if (isAppError(error, 'CLOUD_REFUSED') && error.data.status === 403) return null
    if (!isAppError(error, 'IMAGE_GONE')) throw error
    // A release before 2.12 answers the unknown path as it answers an unknown image.
    await showImage(ports, one, signal)
    return null
  }
}

/** Throws NOT_OFFERED where the role, or the cloud, has no list of tasks. */
export async function listAllTasks(
  ports: ImageServicePorts,
  { cloudId, status, marker, limit }: TaskListQuery,
  signal: AbortSignal,
): Promise<TaskPage> {
  const query = new URLSearchParams({ limit: String(limit), sort_key: 'created_at', sort_dir: 'desc' })
  if (status !== undefined) query.set('status', status)
  if (marker !== null) query.set('marker', marker)
  const path = `/v2/tasks?${query.toString()}`
  const call = {
    verb: 'probe',
    part: 'tasks',
    origin: 'images',
    cloudId,
    imageId: null,
    method: 'GET',
    path,
  } as const
  const answer = await callImageService(ports, call, signal)
  const page = parseAnswer(z.object({ tasks: z.array(wireTask), next: z.string().nullish() }), answer)
  const hasMore = Boolean(page.next) || page.tasks.length >= limit
  return { tasks: page.tasks, nextMarker: hasMore ? (page.tasks.at(-1)?.id ?? null) : null }
}

/** One task with what it was given and what it made. */
export async function showTask(
  ports: ImageServicePorts,
  { cloudId, taskId }: { cloudId: string; taskId: string },
  signal: AbortSignal,
): Promise<TaskDetail> {
  const path = `/v2/tasks/${encodeURIComponent(taskId)}`
  const call = { verb: 'probe', origin: 'images', cloudId, imageId: null, method: 'GET', path } as const
  return parseAnswer(wireTaskDetail, await callImageService(ports, call, signal))
}

function toTask(wire: z.infer<typeof taskFields>): ImageTask {
  return {
    id: wire.id,
    type: wire.type,
    status: wire.status,
    message: wire.message || null,
    imageId: wire.image_id ?? null,
    owner: wire.owner ?? null,
    requestId: wire.request_id ?? null,
    createdAt: utc(wire.created_at),
    updatedAt: utc(wire.updated_at),
    expiresAt: wire.expires_at ? utc(wire.expires_at) : null,
  }
}

function asJson(value: unknown): string | null {
  const isNothing = value === undefined || value === null || value === ''
  return isNothing ? null : JSON.stringify(value, null, 2)
}

/** Moments of an image's own tasks come without their zone, which is UTC. */
function utc(moment: string): string {
  return /(?:Z|[+-]\d\d:?\d\d)$/i.test(moment) ? moment : `${moment}Z`
}
