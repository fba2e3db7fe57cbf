import type { Answer } from '../wire/answer.ts'
import type { Call } from '../wire/call.ts'
import { schemaProblem } from './check-image.ts'
import { done, json, refuse, refuseWithDetail } from './image-answers.ts'
import { canChange, findImage, type ImageContext, requireChange } from './image-context.ts'
import { describeImage, type StoredImage } from './stored-image.ts'

type Params = Readonly<Record<string, string>>

/** GET /v2/images/:id */
export function showImage(call: Call, { id = '' }: Params, context: ImageContext): Answer {
  return json(200, describeImage(findImage(call, id, context), context.viewer.isAdmin))
}

/** DELETE /v2/images/:id */
export async function deleteImage(call: Call, { id = '' }: Params, context: ImageContext): Promise<Answer> {
  const image = findImage(call, id, context, `Failed to find image ${id} to delete`)
  requireChange(call, image, context)
  if (image.protected) throw refuse(call, 403, `Image ${id} is protected and cannot be deleted.`)
  await context.store.remove(id)
  return done()
}

/** POST /v2/images/:id/actions/deactivate */
export function deactivateImage(call: Call, { id = '' }: Params, context: ImageContext): Promise<Answer> {
  return move(call, id, context, 'deactivate', 'deactivated')
}

/** POST /v2/images/:id/actions/reactivate */
export function reactivateImage(call: Call, { id = '' }: Params, context: ImageContext): Promise<Answer> {
  return move(call, id, context, 'reactivate', 'active')
}

/** PUT /v2/images/:id/tags/:tag */
export async function addTag(call: Call, params: Params, context: ImageContext): Promise<Answer> {
  const { tag = '' } = params
  const image = findTagged(call, params, context)
  const problem = schemaProblem('tags', [tag])
  if (problem) throw refuse(call, 400, problem)
  await context.store.change(image.id, { tags: [...new Set([...image.tags, tag])] })
  return done()
}

/** DELETE /v2/images/:id/tags/:tag */
export async function removeTag(call: Call, params: Params, context: ImageContext): Promise<Answer> {
  const image = findTagged(call, params, context)
  if (!image.tags.includes(params.tag ?? '')) throw refuseWithDetail(call, 404, '')
  await context.store.change(image.id, { tags: image.tags.filter((tag) => tag !== params.tag) })
  return done()
}

function findTagged(call: Call, { id = '' }: Params, context: ImageContext): StoredImage {
  const image = findImage(call, id, context, `Image ${id} not found.`)
  if (canChange(context.viewer, image)) return image
  throw refuse(call, 403, `Not allowed to update tags for image ${id}.`)
}

/** Between the two states both actions may be repeated; out of any other they are refused. */
async function move(
  call: Call,
  id: string,
  context: ImageContext,
  action: 'deactivate' | 'reactivate',
  status: 'active' | 'deactivated',
): Promise<Answer> {
  const image = findImage(call, id, context)
  requireChange(call, image, context)
  if (image.status !== 'active' && image.status !== 'deactivated') {
    throw refuse(call, 403, `Not allowed to ${action} image in status '${image.status}'`)
  }
  if (image.status !== status) await context.store.change(id, { status })
  return done()
}
