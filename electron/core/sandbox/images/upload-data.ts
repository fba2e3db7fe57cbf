import { rename, rm } from 'node:fs/promises'

import type { Answer } from '../wire/answer.ts'
import { type Call, header } from '../wire/call.ts'
import { done, refuse, refuseMediaType } from './image-answers.ts'
import { canChange, findImage, type ImageContext } from './image-context.ts'
import { checkQcow2 } from './qcow2.ts'
import { type ReceivedData, receiveData } from './receive-data.ts'
import { type ImageData, type StoredImage, type StoreName, storeNames } from './stored-image.ts'

/**
 * PUT /v2/images/:id/file. Every check that needs no byte comes before the first one is read. If the body breaks off
 * or is refused, the image is queued again and nothing of the data stays.
 */
export async function uploadData(
  call: Call,
  params: Readonly<Record<string, string>>,
  context: ImageContext,
): Promise<Answer> {
  requireOctets(call)
  const store = wantedStore(call)
  const image = findImage(call, params.id ?? '', context)
  if (!canChange(context.viewer, image)) {
    throw refuse(call, 403, `Not allowed to upload image data for image ${image.id}`)
  }
  requireFormats(call, image)
  if (image.status !== 'queued') {
    throw refuse(call, 409, `Image status transition from ${image.status} to saving is not allowed`)
  }

  await context.store.change(image.id, { status: 'saving' })
  const part = context.store.partPath(image.id)
  try {
    const received = await receiveData(call.body(), part)
    const virtualSizeBytes = inspect(call, image, received, context)
    const { sizeBytes, md5, sha512 } = received
    await settle(call, image.id, { sizeBytes, virtualSizeBytes, md5, sha512, store }, context)
  } catch (error) {
    await rm(part, { force: true })
    await context.store.change(image.id, { status: 'queued' })
    throw isDiskFull(error) ? refuse(call, 413, `Image storage media is full: ${image.id}`) : error
  }
  return done()
}

async function settle(call: Call, id: string, data: ImageData, { store }: ImageContext): Promise<void> {
  const path = store.dataPath(id, data.store)
  if (store.get(id)) await rename(store.partPath(id), path)
  if (await store.change(id, { status: 'active', data })) return
  await rm(path, { force: true })
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
