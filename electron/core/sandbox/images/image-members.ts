import type { Answer } from '../wire/answer.ts'
import type { Call } from '../wire/call.ts'
import { json, noContent, refuse } from './image-answers.ts'
import { canChange, findImage, type ImageContext } from './image-context.ts'
import { readObject } from './read-json.ts'
import { describeMember, type Member, type StoredImage } from './stored-image.ts'

type Params = Readonly<Record<string, string>>

/** GET /v2/images/:id/members. A member sees itself, the owner sees all. */
export function listMembers(call: Call, { id = '' }: Params, context: ImageContext): Answer {
  const image = findShared(call, id, context, 'list')
  const seen = image.members.filter((member) => isOwn(member, context) || canChange(context.viewer, image))
  return json(200, {
    members: seen.map((member) => describeMember(member, id)),
    schema: '/v2/schemas/members',
  })
}

/** POST /v2/images/:id/members: 200 and not 201, as Glance has it. */
export async function addMember(call: Call, { id = '' }: Params, context: ImageContext): Promise<Answer> {
  const { member: projectId } = await readObject(call)
  if (projectId === undefined) throw refuse(call, 400, 'Member to be added not specified')
  if (typeof projectId !== 'string' || projectId === '') throw refuse(call, 400, "Member can't be empty")
  const image = findImage(call, id, context, `Image ${id} not found.`)
  if (image.visibility !== 'shared' || !canChange(context.viewer, image)) {
    throw refuse(call, 403, `Not allowed to create members for image ${id}.`)
  }
  if (image.members.some((member) => member.projectId === projectId)) {
    throw refuse(call, 409, `Member ${projectId} is duplicated for image ${id}`)
  }
  const now = new Date().toISOString()
  const member: Member = { projectId, status: 'pending', createdAt: now, updatedAt: now }
  await context.store.change(id, { members: [...image.members, member] })
  return json(200, describeMember(member, id))
}

/** GET /v2/images/:id/members/:member */
export function showMember(call: Call, params: Params, context: ImageContext): Answer {
  return json(200, describeMember(findMember(call, params, context).member, params.id ?? ''))
}

/** PUT /v2/images/:id/members/:member. Only the member may accept or reject, and an administrator. */
export async function updateMember(call: Call, params: Params, context: ImageContext): Promise<Answer> {
  const { status } = await readObject(call)
  if (status === undefined) throw refuse(call, 400, 'Status not specified')
  const { image, member } = findMember(call, params, context)
  if (!isOwn(member, context) && !context.viewer.isAdmin) {
    throw refuse(call, 403, `Not allowed to update members for image ${image.id}.`)
  }
  if (status !== 'pending' && status !== 'accepted' && status !== 'rejected') {
    const choice = 'Status must be "pending", "accepted" or "rejected".'
    throw refuse(call, 400, `Incorrect request: ${choice}`)
  }
  const changed: Member = { ...member, status, updatedAt: new Date().toISOString() }
  const members = image.members.map((one) => (one === member ? changed : one))
  await context.store.change(image.id, { members })
  return json(200, describeMember(changed, image.id))
}

/** DELETE /v2/images/:id/members/:member */
export async function removeMember(call: Call, params: Params, context: ImageContext): Promise<Answer> {
  const { image, member } = findMember(call, params, context)
  if (!canChange(context.viewer, image)) {
    throw refuse(call, 403, `Not allowed to delete members for image ${image.id}.`)
  }
  await context.store.change(image.id, { members: image.members.filter((one) => one !== member) })
  return noContent()
}

function findMember(
  call: Call,
  params: Params,
  context: ImageContext,
): { image: StoredImage; member: Member } {
  const { id = '', member: projectId = '' } = params
  const image = findShared(call, id, context, 'get')
  const member = image.members.find((one) => one.projectId === projectId)
  if (member && (isOwn(member, context) || canChange(context.viewer, image))) return { image, member }
  throw refuse(call, 404, `${projectId} not found in the member list of the image ${id}.`)
}

function findShared(call: Call, id: string, context: ImageContext, action: string): StoredImage {
  const image = findImage(call, id, context, `Image ${id} not found.`)
  if (image.visibility === 'shared') return image
  const reason = 'Only shared images have members.'
  throw refuse(call, 403, `Not allowed to ${action} members for image ${id}: ${reason}`)
}

function isOwn(member: Member, { viewer }: ImageContext): boolean {
  return member.projectId === viewer.projectId
}
