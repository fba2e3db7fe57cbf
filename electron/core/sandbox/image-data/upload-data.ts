import { rename } from 'node:fs/promises'
import { done, refuse, refuseMediaType } from '../images/image-answers.ts'
import { canChange, findImage, type ImageContext } from '../images/image-context.ts'
import { type ImageData, type StoredImage, type StoreName, storeNames } from '../images/stored-image.ts'
import type { Answer } from '../wire/answer.ts'
import { type Call, header } from '../wire/call.ts'
import { checkQcow2 } from './qcow2.ts'
import { type ReceivedData, receiveData } from './receive-data.ts'

type Params = Readonly<Record<string, string>>

/** PUT /v2/images/:id/file */
export async function uploadData(call: Call, params: Params, context: ImageContext): Promise<Answer> {
  requireOctets(call)
  const store = wantedStore(call)
  const image = findReceiver(call, params, context, 'saving')
  await receive(call, image, context, async (data) => {
    await place(image.id, store, context)
    return { status: 'active', data: { ...data, store, copies: [] } }
  })
  return done()
}

/** PUT /v2/images/:id/stage: the data waits for the import that says where it goes. */
export async function stageData(call: Call, params: Params, context: ImageContext): Promise<Answer> {
  requireOctets(call)
  const image = findReceiver(call, params, context, 'uploading')
  await receive(call, image, context, async (staged) => ({ status: 'uploading', staged }))
  return done()
}

/** Moves gathered data into a store, unless the image is gone. */
export async function place(id: string, store: StoreName, context: ImageContext): Promise<void> {
  if (context.store.get(id)) await rename(context.store.partPath(id), context.store.dataPath(id, store))
}

/** Every check that needs no byte of the body. */
function findReceiver(
  call: Call,
  { id = '' }: Params,
  context: ImageContext,
  next: 'saving' | 'uploading',
): StoredImage {
  const image = findImage(call, id, context)
  if (!canChange(context.viewer, image)) {
    throw refuse(call, 403, `Not allowed to upload image data for image ${id}`)
  }
  requireFormats(call, image)
  if (image.status === 'queued') return image
  throw refuse(call, 409, `Image status transition from ${image.status} to ${next} is not allowed`)
}

/** If the body breaks off or is refused, the image is queued again and nothing of the data stays. */
async function receive(
  call: Call,
  { id }: StoredImage,
  context: ImageContext,
  settle: (data: ImageData) => Promise<Partial<StoredImage>>,
): Promise<void> {
  const { store } = context
  const saving = await store.change(id, { status: 'saving' })
  try {
    const received = await receiveData(call.body(), store.partPath(id))
    const virtualSizeBytes = saving && inspect(call, saving, received, context)
    const { sizeBytes, md5, sha512 } = received
    const changes = await settle({ sizeBytes, virtualSizeBytes, md5, sha512 })
    if (await store.change(id, changes)) return
  } catch (error) {
    await store.discard(id)
    await store.change(id, { status: 'queued' })
    throw isDiskFull(error) ? refuse(call, 413, `Image storage media is full: ${id}`) : error
  }
  await store.discard(id)
  throw refuse(call, 410, `Image ${id} could not be found after upload. The image may have been deleted.`)
}

/** The size of the disk within, where the format tells it. Throws when the bytes are not what was declared. */
function inspect(
  call: Call,
  image: StoredImage,
  received: ReceivedData,
  context: ImageContext,
): number | null {
  const declaredBytes = header(call, 'x-openstack-image-size')
  if (declaredBytes !== null && Number(declaredBytes) !== received.sizeBytes) {
    const claim = `${declaredBytes} bytes were declared and ${received.sizeBytes} came`
    throw refuse(call, 400, `The size of the data is not that of x-openstack-image-size: ${claim}.`)
  }
  if (image.diskFormat === 'raw') return received.sizeBytes || null
  if (image.diskFormat !== 'qcow2') return null
  const check = checkQcow2(received.head)
  if (check.kind === 'fine') return check.virtualSizeBytes
  if (!context.inspectsFormats || image.containerFormat !== 'bare') return null
  const detail =
    check.kind === 'unsafe'
      ? 'Image failed safety checks'
      : 'Image content is not consistent with the declared disk_format qcow2'
  throw refuseMediaType(call, 'application/octet-stream', detail)
}

function requireOctets(call: Call): void {
  const mediaType = (header(call, 'content-type') ?? 'text/plain').split(';')[0]?.trim() ?? ''
  if (mediaType !== 'application/octet-stream') throw refuseMediaType(call, mediaType)
}

function wantedStore(call: Call): StoreName {
  const wanted = header(call, 'x-image-meta-store') ?? storeNames[0]
  const store = storeNames.find((name) => name === wanted)
  if (!store) throw refuse(call, 400, `Store for identifier ${wanted} not found`)
  return store
}

function requireFormats(call: Call, image: StoredImage): void {
  const missing = [
    ...(image.diskFormat === null ? ['disk_format'] : []),
    ...(image.containerFormat === null ? ['container_format'] : []),
  ]
  if (missing.length === 0) return
  const subject = missing.length === 1 ? 'Property' : 'Properties'
  throw refuse(call, 400, `${subject} ${missing.join(', ')} must be set prior to saving data.`)
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOSPC'
}
