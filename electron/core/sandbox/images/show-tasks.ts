import type { Answer } from '../wire/answer.ts'
import type { Call } from '../wire/call.ts'
import { json, refuse, refuseWithDetail } from './image-answers.ts'
import { canSee, type ImageContext } from './image-context.ts'
import type { SandboxTask } from './task-log.ts'

type Params = Readonly<Record<string, string>>

const statuses = ['pending', 'processing', 'success', 'failure']

/** GET /v2/images/:id/tasks: those that the caller's project ordered. Its moments have fractions of a second and no zone, unlike all others. */
export function showImageTasks(call: Call, { id = '' }: Params, context: ImageContext): Answer {
  const image = context.store.get(id)
  if (!image || !canSee(context.viewer, image)) throw refuseWithDetail(call, 404, '')
  const { isAdmin, projectId } = context.viewer
  const tasks = context.tasks
    .all()
    .filter(({ imageId, owner }) => imageId === id && (isAdmin || owner === projectId))
  return json(200, { tasks: tasks.map(describeFully) })
}

/** GET /v2/tasks, for administrators */
export function listTasks(call: Call, _params: Params, context: ImageContext): Answer {
  requireTasks(call, context)
  const status = call.query.get('status')
  if (status !== null && !statuses.includes(status))
    throw refuse(call, 400, `Invalid status value: ${status}`)
  const found = context.tasks.all().filter((task) => status === null || task.status === status)
  const page = afterMarker(call, found).slice(0, Number(call.query.get('limit') ?? 25))
  const last = page.at(-1)
  const next = new URLSearchParams(call.query)
  if (last) next.set('marker', last.id)
  const query = call.query.size > 0 ? `?${call.query.toString()}` : ''
  return json(200, {
    tasks: page.map(describeBriefly),
    first: `/v2/tasks${query}`,
    schema: '/v2/schemas/tasks',
    ...(last && page.length === Number(call.query.get('limit') ?? 25)
      ? { next: `/v2/tasks?${next.toString()}` }
      : {}),
  })
}

/** GET /v2/tasks/:id */
export function showTask(call: Call, { id = '' }: Params, context: ImageContext): Answer {
  requireTasks(call, context)
  const task = context.tasks.get(id)
  if (!task) throw refuse(call, 404, `Could not find task ${id}`)
  const { input, message, imageId, requestId, userId } = task
  return json(200, {
    ...describeBriefly(task),
    input,
    message,
    result: resultOf(task),
    image_id: imageId,
    request_id: requestId,
    user_id: userId,
  })
}

function requireTasks(call: Call, { viewer }: ImageContext): void {
  if (!viewer.isAdmin) throw refuse(call, 403, 'You are not authorized to complete tasks_api_access action.')
}

function afterMarker(call: Call, tasks: SandboxTask[]): SandboxTask[] {
  const marker = call.query.get('marker')
  if (marker === null) return tasks
  const index = tasks.findIndex(({ id }) => id === marker)
  if (index === -1) throw refuse(call, 400, 'Invalid marker format')
  return tasks.slice(index + 1)
}

function describeBriefly(task: SandboxTask) {
  const expiresAt = expiryOf(task)
  return {
    id: task.id,
    type: 'api_image_import',
    status: task.status,
    owner: task.owner,
    created_at: seconds(task.createdAt),
    updated_at: seconds(task.updatedAt),
    self: `/v2/tasks/${task.id}`,
    schema: '/v2/schemas/task',
    ...(expiresAt ? { expires_at: seconds(expiresAt) } : {}),
  }
}

function describeFully(task: SandboxTask) {
  const expiresAt = expiryOf(task)
  return {
    id: task.id,
    type: 'api_image_import',
    status: task.status,
    owner: task.owner,
    expires_at: expiresAt && microseconds(expiresAt),
    created_at: microseconds(task.createdAt),
    updated_at: microseconds(task.updatedAt),
    deleted_at: null,
    deleted: false,
    image_id: task.imageId,
    request_id: task.requestId,
    user_id: task.userId,
    input: task.input,
    result: resultOf(task),
    message: task.message,
  }
}

function resultOf({ status, imageId }: SandboxTask) {
  return status === 'success' ? { image_id: imageId } : null
}

/** Two days after its end. */
function expiryOf({ status, updatedAt }: SandboxTask): Date | null {
  const hasEnded = status === 'success' || status === 'failure'
  return hasEnded ? new Date(updatedAt.getTime() + 172_800_000) : null
}

function seconds(moment: Date): string {
  return moment.toISOString().replace(/\.\d+Z$/, 'Z')
}

function microseconds(moment: Date): string {
  return moment.toISOString().replace('Z', '000')
}
