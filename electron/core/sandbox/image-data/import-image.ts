import { copyFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'

import { accepted } from '../images/image-answers.ts'
import { findImage, type ImageContext } from '../images/image-context.ts'
import { readObject } from '../images/read-json.ts'
import { type ImageData, type StoredImage, type StoreName, storesOf } from '../images/stored-image.ts'
import type { Answer } from '../wire/answer.ts'
import type { Call } from '../wire/call.ts'
import { type ImportOrder, readImport, readMethod } from './read-import.ts'
import { receiveData } from './receive-data.ts'
import { place } from './upload-data.ts'

/** POST /v2/images/:id/import. The work begins after the answer; the image and its task tell how far it is. */
export async function importImage(
  call: Call,
  { id = '' }: Readonly<Record<string, string>>,
  context: ImageContext,
): Promise<Answer> {
  const wanted = await readObject(call)
  readMethod(call, wanted)
  const image = findImage(call, id, context)
  const order = readImport(call, wanted, image, context)
  const given = accepted()
  if (order.stores.length === 0) return given
  const task = context.tasks.add({
    imageId: id,
    owner: context.viewer.projectId,
    userId: context.viewer.userId,
    requestId: given.headers.find(([name]) => name === 'X-Openstack-Request-Id')?.[1] ?? '',
    input: { image_id: id, import_req: wanted, backend: order.stores },
  })
  await context.store.change(id, { properties: { ...image.properties, ...marks(order.stores, [], task.id) } })
  context.background.run((signal) => carryOut(order, { image, taskId: task.id }, context, signal))
  return given
}

interface Job {
  readonly image: StoredImage
  readonly taskId: string
}

/** A failed import leaves the image as it was before, and the stores' names on it. */
async function carryOut(
  order: ImportOrder,
  { image, taskId }: Job,
  context: ImageContext,
  signal: AbortSignal,
): Promise<void> {
  const { store, tasks } = context
  const { id } = image
  const isCopy = order.method === 'copy-image'
  tasks.change(taskId, { status: 'processing' })
  if (!isCopy) await store.change(id, { status: 'importing' })
  try {
    const data = isCopy
      ? await copy(order.stores, image, context)
      : await bring(order, image, context, signal)
    const settled = { status: 'active', data, staged: null } as const
    const properties = { ...image.properties, ...marks([], [], null) }
    if (!(await store.change(id, { ...settled, properties }))) await store.discard(id)
    const message = `Copied ${Math.floor(data.sizeBytes / 1_048_576)} MiB`
    tasks.change(taskId, { status: 'success', message })
  } catch (error) {
    const properties = { ...image.properties, ...marks([], order.stores, null) }
    await store.change(id, { ...(isCopy ? {} : { status: 'queued', staged: null }), properties })
    tasks.change(taskId, { status: 'failure', message: 'Task failed due to Internal Error' })
    if (signal.aborted) throw error
  }
}

/** What an import leaves on the image for those who look. */
function marks(importing: readonly StoreName[], failed: readonly StoreName[], taskId: string | null) {
  return {
    os_glance_importing_to_stores: importing.join(','),
    os_glance_failed_import: failed.join(','),
    ...(taskId === null ? {} : { os_glance_import_task: taskId }),
  }
}

async function copy(
  stores: readonly StoreName[],
  { id, data }: StoredImage,
  context: ImageContext,
): Promise<NonNullable<StoredImage['data']>> {
  if (!data) throw new Error('an active image has data')
  const from = context.store.dataPath(id, data.store)
  for (const name of stores) await copyFile(from, context.store.dataPath(id, name))
  const [, ...copies] = [...storesOf(data), ...stores]
  return { ...data, copies }
}

async function bring(
  { method, uri, stores }: ImportOrder,
  image: StoredImage,
  context: ImageContext,
  signal: AbortSignal,
): Promise<NonNullable<StoredImage['data']>> {
  const { id } = image
  const [first, ...copies] = stores
  const staged = method === 'web-download' ? await fetchData(uri, image, context, signal) : image.staged
  if (!first || !staged) throw new Error('an import has a store and data')
  await place(id, first, context)
  const { dataPath } = context.store
  for (const name of copies) await copyFile(dataPath(id, first), dataPath(id, name))
  return { ...staged, store: first, copies }
}

async function fetchData(
  uri: string,
  { id, diskFormat }: StoredImage,
  { store }: ImageContext,
  signal: AbortSignal,
): Promise<ImageData> {
  const source = await fetch(uri, { signal })
  if (!source.ok || !source.body) throw new Error(`the source answered ${source.status}`)
  const body = Readable.fromWeb(source.body as ReadableStream<Uint8Array>)
  const { sizeBytes, md5, sha512 } = await receiveData(body, store.partPath(id))
  return { sizeBytes, virtualSizeBytes: diskFormat === 'raw' ? sizeBytes : null, md5, sha512 }
}
