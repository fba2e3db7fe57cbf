import { rename } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { emptyQcow2 } from './image-data/qcow2.ts'
import { receiveData } from './image-data/receive-data.ts'
import { newImage } from './images/create-image.ts'
import type { ImageStore } from './images/open-image-store.ts'

const mebibyte = 1_048_576

/** Two small public images, so that the first list of a new sandbox shows what a list looks like. */
export async function addSampleImages(store: ImageStore, ownerId: string): Promise<void> {
  const virtualSizeBytes = 16 * mebibyte
  await add(store, ownerId, 'sample-tiny-qcow2', 'qcow2', emptyQcow2(virtualSizeBytes), virtualSizeBytes)
  await add(store, ownerId, 'sample-tiny-raw', 'raw', Buffer.alloc(mebibyte, 'Arclight sample\n'), mebibyte)
}

async function add(
  store: ImageStore,
  ownerId: string,
  name: string,
  diskFormat: string,
  bytes: Buffer,
  virtualSizeBytes: number,
): Promise<void> {
  const wanted = { name, disk_format: diskFormat, container_format: 'bare', visibility: 'public' }
  const image = newImage({ ...wanted, tags: ['sample'] }, ownerId)
  const part = store.partPath(image.id)
  const { sizeBytes, md5, sha512 } = await receiveData(Readable.from([bytes]), part)
  await rename(part, store.dataPath(image.id, 'fast'))
  await store.add({
    ...image,
    status: 'active',
    data: { sizeBytes, virtualSizeBytes, md5, sha512, store: 'fast', copies: [] },
  })
}
