import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'

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

/** `writer`: the process that the half file belongs to for as long as it lives. */
const partNote = z.object({
  version: z.literal(1),
  image: partImage,
  savedBytes: z.int().nonnegative(),
  writer: z.object({ pid: z.int(), host: z.string() }).optional(),
})
type PartNote = z.infer<typeof partNote>

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
  const note: PartNote = { version: 1, image, savedBytes, writer: { pid: process.pid, host: hostname() } }
  await writeFile(`${path}.new`, JSON.stringify(note))
  await rename(`${path}.new`, path)
}

/** How many bytes of a half file can be trusted to be `image`'s. 0 when nothing says so. */
export async function readPartNote(partPath: string, image: PartImage): Promise<number> {
  const note = await readNote(notePath(partPath))
  return note && isSameData(note.image, image) ? note.savedBytes : 0
}

/**
 * Makes a half file this process's own. False when another process that lives has it: of several that want it, the
 * one that moves the note away has it. A half file without a note is nobody's.
 */
export async function claimPart(partPath: string): Promise<boolean> {
  const path = notePath(partPath)
  const seen = await readNote(path)
  if (!seen || isOwn(seen)) return true
  if (isAlive(seen)) return false
  const taken = `${path}.${process.pid}`
  try {
    await rename(path, taken)
  } catch {
    return false
  }
  const note = await readNote(taken)
  const isFree = note !== null && !isAlive(note)
  if (isFree) await writePartNote(partPath, note.image, note.savedBytes)
  if (isFree) await rm(taken, { force: true })
  else await rename(taken, path)
  return isFree
}

async function readNote(path: string): Promise<PartNote | null> {
  try {
    return partNote.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return null
  }
}

function isOwn({ writer }: PartNote): boolean {
  return writer?.pid === process.pid && writer.host === hostname()
}

/** Of another machine's it cannot be told, so it counts as alive. */
function isAlive({ writer }: PartNote): boolean {
  if (!writer) return false
  return writer.host !== hostname() || isRunning(writer.pid)
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}

export async function removePartNote(partPath: string): Promise<void> {
  const path = notePath(partPath)
  const paths = [path, `${path}.new`, ...(await claimsLeft(path))]
  await Promise.all(paths.map((each) => rm(each, { force: true })))
}

/** Notes that processes had moved away to claim them when they were killed. */
async function claimsLeft(path: string): Promise<string[]> {
  const start = `${basename(path)}.`
  const names = await readdir(dirname(path)).catch(() => [])
  return names
    .filter((name) => name.startsWith(start) && /^\d+$/.test(name.slice(start.length)))
    .filter((name) => !isRunning(Number(name.slice(start.length))))
    .map((name) => join(dirname(path), name))
}

/** Data never changes under one id; without a hash on both sides only the time tells that it is still that one. */
function isSameData(left: PartImage, right: PartImage): boolean {
  const isSame = left.imageId === right.imageId && left.sizeBytes === right.sizeBytes
  return isSame && left.hash === right.hash && (left.hash !== null || left.updatedAt === right.updatedAt)
}

function notePath(partPath: string): string {
  return `${partPath}.json`
}
