import { refuse } from '../images/image-answers.ts'
import { canChange, type ImageContext } from '../images/image-context.ts'
import { type StoredImage, type StoreName, storeNames, storesOf } from '../images/stored-image.ts'
import type { Call } from '../wire/call.ts'

/** What an import request asks for, once every check that Glance makes has passed. */
export interface ImportOrder {
  readonly method: ImportMethodName
  readonly uri: string
  /** Where the data shall be and is not yet. */
  readonly stores: readonly StoreName[]
}

/** The ways of the interoperable import that the sandbox has. */
export const importMethods = ['glance-direct', 'web-download', 'copy-image'] as const
type ImportMethodName = (typeof importMethods)[number]

export function readMethod(call: Call, wanted: Readonly<Record<string, unknown>>) {
  const { method } = wanted
  if (method === undefined) throw refuse(call, 400, "Import request requires a 'method' field.")
  const name: unknown = typeof method === 'object' && method !== null ? Reflect.get(method, 'name') : method
  const known = importMethods.find((one) => one === name)
  if (known) return known
  throw refuse(call, 400, `Unknown import method name '${typeof name === 'string' ? name : ''}'.`)
}

export function readImport(
  call: Call,
  wanted: Readonly<Record<string, unknown>>,
  image: StoredImage,
  context: ImageContext,
): ImportOrder {
  const method = readMethod(call, wanted)
  checkState(call, method, image)
  checkRights(call, method, image, context)
  const stores = readStores(call, method, wanted, image)
  const uri = method === 'web-download' ? readUri(call, wanted.method) : ''
  return { method, uri, stores }
}

function checkState(call: Call, method: ImportMethodName, image: StoredImage): void {
  const { status } = image
  if (status === 'active' && method !== 'copy-image') {
    throw refuse(call, 409, 'Image with status active cannot be target for import')
  }
  if (status !== 'active' && method === 'copy-image') {
    throw refuse(call, 409, 'Only images with status active can be targeted for copying')
  }
  if (status !== 'queued' && method === 'web-download') {
    throw refuse(call, 409, `Image needs to be in 'queued' state to use '${method}' method`)
  }
  if (status !== 'uploading' && method === 'glance-direct') {
    throw refuse(call, 409, `Image needs to be staged before '${method}' method can be used`)
  }
  const missing = image.containerFormat === null ? 'container_format' : 'disk_format'
  if (image.containerFormat === null || image.diskFormat === null) {
    throw refuse(call, 409, `'${missing}' needs to be set before import`)
  }
}

function checkRights(
  call: Call,
  method: ImportMethodName,
  image: StoredImage,
  { viewer, tasks }: ImageContext,
): void {
  if (method === 'copy-image' && !viewer.isAdmin) {
    throw refuse(call, 403, 'You are not authorized to complete copy_image action.')
  }
  if (!canChange(viewer, image)) throw refuse(call, 403, 'You do not own this image')
  const isBusy = tasks
    .all()
    .some(({ imageId, status }) => imageId === image.id && (status === 'pending' || status === 'processing'))
  if (isBusy) throw refuse(call, 409, 'Image has active task')
}

/** All stores means, for a copy, all that do not have it yet. */
function readStores(
  call: Call,
  method: ImportMethodName,
  { stores, all_stores: all }: Readonly<Record<string, unknown>>,
  { data }: StoredImage,
): readonly StoreName[] {
  const held = data && method === 'copy-image' ? storesOf(data) : []
  if (all === true) {
    if (stores !== undefined) {
      throw refuse(call, 400, "'stores' parameter is not allowed when 'all_stores' is set")
    }
    return storeNames.filter((name) => !held.includes(name))
  }
  const names: unknown[] = Array.isArray(stores) ? stores : [storeNames[0]]
  const known = storeNames.filter((name) => names.includes(name))
  if (known.length < names.length || known.length === 0) {
    const unknown = names.filter((name) => !storeNames.some((one) => one === name))
    throw refuse(call, 409, `Store for identifier ${unknown.map(String).join(', ')} not found`)
  }
  const twice = known.find((name) => held.includes(name))
  if (twice) throw refuse(call, 400, `Image is already present at store '${twice}'`)
  return known
}

function readUri(call: Call, method: unknown): string {
  const uri: unknown = typeof method === 'object' && method !== null ? Reflect.get(method, 'uri') : null
  const text = typeof uri === 'string' ? uri : 'None'
  if (/^https?:\/\/./.test(text) && URL.canParse(text)) return text
  throw refuse(call, 400, `URI for web-download does not pass filtering: ${text}`)
}
