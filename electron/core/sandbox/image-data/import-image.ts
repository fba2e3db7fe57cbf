import { answer, refuse } from '../images/image-answers.ts'
import { findImage, type ImageContext, requireChange } from '../images/image-context.ts'
import { readObject } from '../images/read-json.ts'
import { type StoreName, storeNames } from '../images/stored-image.ts'
import type { Answer } from '../wire/answer.ts'
import type { Call } from '../wire/call.ts'
import { place } from './upload-data.ts'

/** POST /v2/images/:id/import, for staged data. Where a cloud is busy with it for a while, this has done it. */
export async function importImage(
  call: Call,
  { id = '' }: Readonly<Record<string, string>>,
  context: ImageContext,
): Promise<Answer> {
  const wanted = await readObject(call)
  const method = methodName(wanted.method)
  if (method !== 'glance-direct') throw refuse(call, 400, `Unknown import method name '${method}'.`)
  const store = wantedStore(call, wanted.stores)
  const image = findImage(call, id, context)
  requireChange(call, image, context)
  const { staged } = image
  if (!staged) {
    throw refuse(call, 409, "Image needs to be staged before 'glance-direct' method can be used")
  }
  await place(id, store, context)
  const properties = { os_glance_importing_to_stores: '', os_glance_failed_import: '', ...image.properties }
  const data = { ...staged, store }
  await context.store.change(id, { status: 'active', data, staged: null, properties })
  return answer(202, 'Accepted', [
    ['Content-Type', 'text/html; charset=UTF-8'],
    ['Content-Length', '0'],
  ])
}

function methodName(method: unknown): string {
  const name: unknown = typeof method === 'object' && method !== null ? Reflect.get(method, 'name') : method
  return typeof name === 'string' ? name : ''
}

/** One store: the sandbox keeps no second copy. */
function wantedStore(call: Call, stores: unknown): StoreName {
  if (stores === undefined) return storeNames[0]
  const names: unknown[] = Array.isArray(stores) ? stores : []
  const store = names.length === 1 ? storeNames.find((name) => name === names[0]) : undefined
  if (!store) throw refuse(call, 409, `Store for identifier ${names.map(String).join(', ')} not found`)
  return store
}
