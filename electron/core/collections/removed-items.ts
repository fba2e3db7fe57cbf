import { randomUUID } from 'node:crypto'
import { cp, mkdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'

import { AppError } from '../../../shared/errors.ts'
import { parentOf } from './collection-items.ts'
import { fileNameFor } from './file-name-for.ts'

/** What was removed lately, for as long as the app runs: a slip of the hand can be taken back. */
export class RemovedItems {
  readonly #dir: string
  readonly #removed = new Map<string, { readonly id: string; readonly path: string }>()

  private constructor(dir: string) {
    this.#dir = dir
  }

  /** Begins empty: what an earlier run left here is gone for good. */
  static async in(dir: string): Promise<RemovedItems> {
    await rm(dir, { recursive: true, force: true })
    return new RemovedItems(dir)
  }

  /** Takes a file or a folder away from its place. Answers with the name of the removal. */
  async take(id: string, path: string): Promise<string> {
    const removalId = randomUUID()
    await mkdir(this.#dir, { recursive: true, mode: 0o700 })
    await moveAcross(path, join(this.#dir, removalId))
    this.#removed.set(removalId, { id, path })
    return removalId
  }

  /** Where it was. Throws COLLECTION_ITEM_GONE for no such removal, or one that was taken back already. */
  placeOf(removalId: string): { readonly id: string; readonly path: string } {
    const place = this.#removed.get(removalId)
    if (!place) throw new AppError('COLLECTION_ITEM_GONE', { id: removalId })
    return place
  }

  /** To its place, beside what has its name meanwhile. Answers with its id there. */
  async putBack(removalId: string): Promise<string> {
    const { id, path } = this.placeOf(removalId)
    const [dir, extension] = [dirname(path), extname(path)]
    await mkdir(dir, { recursive: true })
    const name = await fileNameFor(dir, basename(path, extension), extension)
    await moveAcross(join(this.#dir, removalId), join(dir, name))
    this.#removed.delete(removalId)
    return `${parentOf(id)}/${name.replace(/\.yml$/, '')}`
  }

  async close(): Promise<void> {
    await rm(this.#dir, { recursive: true, force: true })
  }
}

/** A rename, and a copy where the two places are on different disks. */
async function moveAcross(from: string, to: string): Promise<void> {
  try {
    await rename(from, to)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error
    await cp(from, to, { recursive: true, errorOnExist: true, force: false })
    await rm(from, { recursive: true })
  }
}
