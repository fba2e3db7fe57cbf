import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'

import { writeFile } from 'atomically'
import * as z from 'zod'

import { type StoredImage, type StoreName, storedImage, storeNames } from './stored-image.ts'

/** Where the data of images is. */
interface DataFiles {
  dataPath(id: string, store: StoreName): string
  /** Where data is gathered until it is complete. */
  partPath(id: string): string
  /** Removes whatever data there is for an id. */
  discard(id: string): Promise<void>
}

/** Images in memory, each with a file of its own behind it, and their data beside that. */
export interface ImageStore extends DataFiles {
  all(): Iterable<StoredImage>
  get(id: string): StoredImage | null
  /** Whether an image has or ever had this id: an id is never given twice. */
  isUsed(id: string): boolean
  add(image: StoredImage): Promise<void>
  /** Null when the image is gone. */
  change(id: string, changes: Partial<StoredImage>): Promise<StoredImage | null>
  remove(id: string): Promise<void>
}

const deletedImage = z.object({ id: z.string(), status: z.literal('deleted') })
const record = z.union([storedImage, deletedImage])

/** An image whose data was on its way when the process ended is queued again, as after a lost connection. */
export async function openImageStore(dir: string): Promise<ImageStore> {
  const recordsDir = join(dir, 'images')
  const files = await openDataFiles(dir)
  await mkdir(recordsDir, { recursive: true })
  const images = new Map<string, StoredImage>()
  const deleted = new Set<string>()
  for (const one of await readRecords(recordsDir)) {
    if (one.status === 'deleted') deleted.add(one.id)
    else images.set(one.id, isUnfinished(one) ? { ...one, status: 'queued', staged: null } : one)
  }
  // Losing the last second to a power cut is no loss here, and a flush for each record would make it slow.
  const write = (one: z.infer<typeof record>) =>
    writeFile(join(recordsDir, `${one.id}.json`), JSON.stringify(one), { fsync: false })

  return {
    ...files,
    all: () => images.values(),
    get: (id) => images.get(id) ?? null,
    isUsed: (id) => images.has(id) || deleted.has(id),
    async add(image) {
      images.set(image.id, image)
      await write(image)
    },
    async change(id, changes) {
      const before = images.get(id)
      if (!before) return null
      const image = { ...before, ...changes, updatedAt: new Date().toISOString() }
      images.set(id, image)
      await write(image)
      return image
    },
    async remove(id) {
      images.delete(id)
      deleted.add(id)
      await write({ id, status: 'deleted' })
      await files.discard(id)
    },
  }
}

async function openDataFiles(dir: string): Promise<DataFiles> {
  const partsDir = join(dir, 'parts')
  await rm(partsDir, { recursive: true, force: true })
  for (const path of [partsDir, ...storeNames.map((name) => join(dir, 'stores', name))]) {
    await mkdir(path, { recursive: true })
  }
  const partPath = (id: string) => join(partsDir, id)
  const dataPath = (id: string, store: StoreName) => join(dir, 'stores', store, id)
  return {
    partPath,
    dataPath,
    async discard(id) {
      const paths = [partPath(id), ...storeNames.map((name) => dataPath(id, name))]
      await Promise.all(paths.map((path) => rm(path, { force: true })))
    },
  }
}

function isUnfinished({ status }: StoredImage): boolean {
  return ['saving', 'uploading', 'importing'].includes(status)
}

async function readRecords(dir: string): Promise<z.infer<typeof record>[]> {
  const names = (await readdir(dir)).filter((name) => name.endsWith('.json'))
  const records: z.infer<typeof record>[] = []
  for (const name of names) records.push(record.parse(JSON.parse(await readFile(join(dir, name), 'utf8'))))
  return records
}
