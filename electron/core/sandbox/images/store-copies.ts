import { rm } from 'node:fs/promises'

import type { Answer } from '../wire/answer.ts'
import type { Call } from '../wire/call.ts'
import { done, refuse } from './image-answers.ts'
import { findImage, type ImageContext, requireChange } from './image-context.ts'
import { storeNames, storesOf } from './stored-image.ts'

/** DELETE /v2/stores/:store/:id */
export async function deleteCopy(
  call: Call,
  { store = '', id = '' }: Readonly<Record<string, string>>,
  context: ImageContext,
): Promise<Answer> {
  const name = storeNames.find((known) => known === store)
  if (!name) throw refuse(call, 409, `The selected store ${store} is not available on this node.`)
  const image = findImage(call, id, context, `Failed to find image ${id}`)
  requireChange(call, image, context)
  const { data } = image
  if (image.status !== 'active' || !data) {
    throw refuse(
      call,
      409,
      "It's not allowed to remove image data from store if image status is not 'active'",
    )
  }
  const [first, ...others] = storesOf(data).filter((held) => held !== name)
  if (storesOf(data).length === 1 || !first) {
    const advice = 'Consider deleting the image instead.'
    throw refuse(call, 403, `Cannot delete image data from the only store containing it. ${advice}`)
  }
  if (!storesOf(data).includes(name)) throw refuse(call, 404, `Image ${id} is not stored in store ${store}.`)
  await context.store.change(id, { data: { ...data, store: first, copies: others } })
  await rm(context.store.dataPath(id, name), { force: true })
  return done()
}
