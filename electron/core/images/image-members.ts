import * as z from 'zod'

import type { ImageMember, MemberStatus } from '../../../shared/model/image-sharing.ts'
import type { OneImage } from '../core.ts'
import { callImageService, type ImageServiceAnswer, type ImageServicePorts } from './call-image-service.ts'
import { imagePath } from './image-path.ts'
import { jsonBody } from './json-body.ts'
import { parseAnswer } from './parse-image.ts'

type OfProject = OneImage & { readonly projectId: string }

const wireMember = z
  .object({
    member_id: z.string().min(1),
    status: z.string(),
    created_at: z.string(),
    updated_at: z.string(),
  })
  .transform((wire) => ({
    projectId: wire.member_id,
    status: wire.status,
    createdAt: wire.created_at,
    updatedAt: wire.updated_at,
  }))

/** The owner sees all members, a member itself. Throws IMAGE_FORBIDS unless the image's visibility is `shared`. */
export async function listMembers(
  ports: ImageServicePorts,
  one: OneImage,
  signal: AbortSignal,
): Promise<ImageMember[]> {
  const answer = await callImageService(ports, { verb: 'members', method: 'GET', ...callOf(one) }, signal)
  return parseAnswer(z.object({ members: z.array(wireMember) }), answer).members
}

export async function addMember(
  ports: ImageServicePorts,
  { projectId, ...one }: OfProject,
  signal: AbortSignal,
): Promise<ImageMember> {
  const call = {
    verb: 'add-member',
    method: 'POST',
    ...callOf(one),
    ...jsonBody({ member: projectId }),
  } as const
  return parseMember(await callImageService(ports, call, signal))
}

/** Throws MEMBER_GONE when the image is not shared with the project. */
export async function removeMember(
  ports: ImageServicePorts,
  input: OfProject,
  signal: AbortSignal,
): Promise<void> {
  const call = { verb: 'change-member', method: 'DELETE', ...callOf(input, input.projectId) } as const
  await callImageService(ports, call, signal)
}

/** For the member itself or an administrator; the owner of the image is refused. */
export async function setMemberStatus(
  ports: ImageServicePorts,
  { status, ...input }: OfProject & { readonly status: MemberStatus },
  signal: AbortSignal,
): Promise<ImageMember> {
  const call = {
    verb: 'change-member',
    method: 'PUT',
    ...callOf(input, input.projectId),
    ...jsonBody({ status }),
  } as const
  return parseMember(await callImageService(ports, call, signal))
}

function callOf({ cloudId, imageId }: OneImage, projectId: string | null = null) {
  const member = projectId === null ? '' : `/${encodeURIComponent(projectId)}`
  const path = `${imagePath(imageId)}/members${member}`
  return { origin: 'images' as const, cloudId, imageId, path }
}

function parseMember(answer: ImageServiceAnswer): ImageMember {
  return parseAnswer(wireMember, answer)
}
