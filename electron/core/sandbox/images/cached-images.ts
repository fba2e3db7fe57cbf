import type { Answer } from '../wire/answer.ts'
import { type Call, header } from '../wire/call.ts'
import { accepted, done, json, refuse } from './image-answers.ts'
import type { ImageContext } from './image-context.ts'

type Params = Readonly<Record<string, string>>

/** GET /v2/cache */
export function showCache(call: Call, _params: Params, context: ImageContext): Answer {
  requireCache(call, context, 'cache_list')
  const cached = [...context.cached].map(([id, { sizeBytes, cachedAt }]) => ({
    image_id: id,
    hits: 0,
    last_accessed: 0,
    last_modified: cachedAt.getTime() / 1000,
    size: sizeBytes,
  }))
  return json(200, { cached_images: cached, queued_images: [] })
}

/** PUT /v2/cache/:id. What a cloud queues and fetches in its own time is cached here at once. */
export function cacheImage(call: Call, { id = '' }: Params, context: ImageContext): Answer {
  const image = context.store.get(id)
  if (!image) throw refuse(call, 404, `Image ${id} not found.`)
  requireCache(call, context, 'cache_image')
  if (image.status !== 'active') {
    throw refuse(call, 400, 'Only images with status active can be targeted for queueing')
  }
  context.cached.set(id, { sizeBytes: image.data?.sizeBytes ?? 0, cachedAt: new Date() })
  return accepted()
}

/** DELETE /v2/cache/:id */
export function deleteCached(call: Call, { id = '' }: Params, context: ImageContext): Answer {
  if (!context.store.get(id) && !context.cached.has(id)) throw refuse(call, 404, `Image ${id} not found.`)
  requireCache(call, context, 'cache_delete')
  context.cached.delete(id)
  return done()
}

/** DELETE /v2/cache */
export function clearCache(call: Call, _params: Params, context: ImageContext): Answer {
  requireCache(call, context, 'cache_delete')
  const target = (header(call, 'x-image-cache-clear-target') ?? '').toLowerCase()
  if (!['', 'cache', 'queue'].includes(target)) {
    const choice = "must be 'cache', 'queue' or empty string."
    throw refuse(call, 400, `If provided 'x-image-cache-clear-target' ${choice}`)
  }
  if (target !== 'queue') context.cached.clear()
  return done()
}

function requireCache(call: Call, { viewer }: ImageContext, action: string): void {
  if (!viewer.isAdmin) throw refuse(call, 403, `You are not authorized to complete ${action} action.`)
}
