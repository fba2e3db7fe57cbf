import { readFile, rename, rm, writeFile } from 'node:fs/promises'

import * as z from 'zod'

import type { Image } from '../../../shared/model/image.ts'
import { namedHashes } from './verify.ts'

/** Which data a half file holds: what has to be the same for the rest to fit. */
const partImage = z.object({
  imageId: z.string(),
  sizeBytes: z.int().nonnegative(),
  /** Algorithm and value of the strongest hash that the cloud names. */
  hash: z.string().nullable(),
  updatedAt: z.string(),
})
export type PartImage = z.infer<typeof partImage>

const partNote = z.object({ version: z.literal(1), image: partImage, savedBytes: z.int().nonnegative() })

/** Null for an image that does not say how large it is: nothing of it can be continued. */
export function partImageOf(image: Image): PartImage | null {
  const { id: imageId, sizeBytes, updatedAt } = image
  if (sizeBytes === null) return null
  const [named] = namedHashes(image)
  return { imageId, sizeBytes, hash: named ? `${named.algorithm}:${named.expected}` : null, updatedAt }
}

/** Puts down how much of a half file is on the disk, in a file beside it that is replaced as a whole. */
export async function writePartNote(partPath: string, image: PartImage, savedBytes: number): Promise<void> {
  const path = notePath(partPath)
  const note: z.infer<typeof partNote> = { version: 1, image, savedBytes }
  await writeFile(`${path}.new`, JSON.stringify(note))
  await rename(`${path}.new`, path)
}

/** How many bytes of a half file can be trusted to be `image`'s. 0 when nothing says so. */
export async function readPartNote(partPath: string, image: PartImage): Promise<number> {
  try {
    const note = partNote.parse(JSON.parse(await readFile(notePath(partPath), 'utf8')))
    return isSameData(note.image, image) ? note.savedBytes : 0
  } catch {
    return 0
  }
}

export async function removePartNote(partPath: string): Promise<void> {
  const path = notePath(partPath)
  await Promise.all([path, `${path}.new`].map((each) => rm(each, { force: true })))
}

/** Data never changes under one id; without a hash on both sides only the time tells that it is still that one. */
function isSameData(left: PartImage, right: PartImage): boolean {
  const isSame = left.imageId === right.imageId && left.sizeBytes === right.sizeBytes
  return isSame && left.hash === right.hash && (left.hash !== null || left.updatedAt === right.updatedAt)
}

function notePath(partPath: string): string {
  return `${partPath}.json`
}
