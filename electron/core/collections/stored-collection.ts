import { cp, mkdir, readFile, rename } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

import { AppError } from '../../../shared/errors.ts'
import type { FolderSettings, RequestEnvironment } from '../../../shared/model/collection.ts'
import type { RequestDraft } from '../../../shared/model/request.ts'
import { onDisk } from '../data-dir/on-disk.ts'
import { syncDirectory } from '../data-dir/sync-directory.ts'
import { writeDurably } from '../data-dir/write-durably.ts'
import { orDamaged, textOrEmpty } from './collection-files.ts'
import { collectionFileName, environmentsName, folderFileName } from './collection-index.ts'
import { emptyFolder, parentOf } from './collection-items.ts'
import type { CollectionReader } from './collection-reader.ts'
import { copyName } from '../../../shared/copy-name.ts'
import { fileNameFor, safeName } from './file-name-for.ts'
import { findSecret, findSecretOfFolder } from './format/find-secret.ts'
import { writeCollectionFile, writeEnvironment, writeFolder } from './format/folder-file.ts'
import { readRequest, writeRequest } from './format/request-file.ts'
import type { RemovedItems } from './removed-items.ts'
import { withSeq } from './format/yaml-text.ts'

/** One collection: a folder of YAML files. Whatever is written is whole or not there (write, fsync, rename). */
export class StoredCollection {
  readonly reader: CollectionReader

  constructor(reader: CollectionReader) {
    this.reader = reader
  }

  /** Writes a draft over the request that it was opened from. Throws SECRET_IN_REQUEST. */
  async save(id: string, draft: RequestDraft, signal: AbortSignal): Promise<void> {
    const { path, seq } = await this.reader.find(id, ['request'], signal)
    await this.#writeRequest(path, await readFile(path, 'utf8'), { seq: seq ?? 1, draft })
  }

  async createRequest(folderId: string, draft: RequestDraft, signal: AbortSignal): Promise<string> {
    const { path: dir } = await this.reader.find(folderId, ['folder'], signal)
    const siblings = await this.reader.siblings(folderId, 'request', signal)
    const name = await fileNameFor(dir, draft.name || `${draft.method} request`, '.yml')
    const seq = Math.max(0, ...siblings.map((place) => place.seq ?? 0)) + 1
    await this.#writeRequest(join(dir, name), '', {
      seq,
      draft: { ...draft, name: draft.name || name.slice(0, -4) },
    })
    return `${folderId}/${name.slice(0, -4)}`
  }

  async createFolder(parentId: string, name: string, signal: AbortSignal): Promise<string> {
    const { path: dir } = await this.reader.find(parentId, ['folder'], signal)
    const siblings = await this.reader.siblings(parentId, 'folder', signal)
    const fileName = await fileNameFor(dir, name, '')
    const seq = Math.max(0, ...siblings.map((place) => place.seq ?? 0)) + 1
    await this.#write(async () => {
      await mkdir(join(dir, fileName))
      await writeDurably(
        join(dir, fileName, folderFileName),
        writeFolder('', { settings: emptyFolder(name), seq }),
      )
    })
    return `${parentId}/${fileName}`
  }

  /** The name in the file; the file keeps its own, so that its history goes on. */
  async rename(id: string, name: string, signal: AbortSignal): Promise<void> {
    const { kind, path, seq } = await this.reader.find(id, ['request', 'folder'], signal)
    if (kind === 'request') {
      const { draft } = await this.reader.parse(path, (text) => readRequest(text, this.reader.paths))
      await this.#writeRequest(path, await readFile(path, 'utf8'), {
        seq: seq ?? 1,
        draft: { ...draft, name },
      })
    } else {
      await this.saveFolder(id, { ...(await this.reader.folder(id, signal)), name }, signal)
    }
  }

  /** Puts an item into a folder, before another one or at the end. Answers with its id there. */
  async move(
    { id, folderId, beforeId }: { id: string; folderId: string; beforeId: string | null },
    signal: AbortSignal,
  ): Promise<string> {
    const item = await this.reader.find(id, ['request', 'folder'], signal)
    const { path: dir } = await this.reader.find(folderId, ['folder'], signal)
    if (`${folderId}/`.startsWith(`${id}/`))
      throw new AppError('COLLECTION_REFUSES', { reason: 'into-itself' })
    const kind = item.kind === 'folder' ? 'folder' : 'request'
    let movedId = id
    if (dirname(item.path) !== dir) {
      const extension = kind === 'folder' ? '' : '.yml'
      const name = await fileNameFor(dir, basename(item.path).replace(/\.ya?ml$/, ''), extension)
      await this.#write(async () => {
        await rename(item.path, join(dir, name))
        await Promise.all([syncDirectory(dir), syncDirectory(dirname(item.path))])
      })
      movedId = `${folderId}/${kind === 'folder' ? name : name.slice(0, -4)}`
    }
    this.reader.forget()
    const ids = (await this.reader.siblingIds(folderId, kind, signal)).filter((other) => other !== movedId)
    const at = beforeId === null ? -1 : ids.indexOf(beforeId)
    await this.#number(ids.toSpliced(at < 0 ? ids.length : at, 0, movedId), signal)
    return movedId
  }

  /** `word` tells the copy from what it was made of. */
  async duplicate({ id, word }: { id: string; word: string }, signal: AbortSignal): Promise<string> {
    const { kind, path, name: before } = await this.reader.find(id, ['request', 'folder'], signal)
    const siblings = await this.reader.siblings(parentOf(id), kind, signal)
    const called = copyName(
      before,
      word,
      siblings.map((sibling) => sibling.name),
    )
    const name = await fileNameFor(dirname(path), called, kind === 'folder' ? '' : '.yml')
    await this.#write(() => cp(path, join(dirname(path), name), { recursive: true, errorOnExist: true }))
    this.reader.forget()
    const folderId = parentOf(id)
    const copyId = `${folderId}/${kind === 'folder' ? name : name.slice(0, -4)}`
    await this.rename(copyId, called, signal)
    const ids = (
      await this.reader.siblingIds(folderId, kind === 'folder' ? 'folder' : 'request', signal)
    ).filter((other) => other !== copyId)
    await this.#number(ids.toSpliced(ids.indexOf(id) + 1, 0, copyId), signal)
    return copyId
  }

  /** Answers with the name that `restore` takes. */
  async remove(id: string, removed: RemovedItems, signal: AbortSignal): Promise<string> {
    const { path } = await this.reader.find(id, ['request', 'folder', 'damaged', 'environment'], signal)
    if (id === this.reader.place.id) throw new AppError('COLLECTION_REFUSES', { reason: 'the-root' })
    return await this.#write(() => removed.take(id, path))
  }

  async restore(removalId: string, removed: RemovedItems): Promise<string> {
    return await this.#write(() => removed.putBack(removalId))
  }

  async saveFolder(id: string, settings: FolderSettings, signal: AbortSignal): Promise<void> {
    const { path, seq } = await this.reader.find(id, ['folder'], signal)
    const secret = findSecretOfFolder(settings)
    const fileName = id === this.reader.place.id ? collectionFileName : folderFileName
    if (secret !== null) throw new AppError('SECRET_IN_REQUEST', { file: fileName, key: secret })
    const before = await textOrEmpty(join(path, fileName))
    const text =
      id === this.reader.place.id
        ? writeCollectionFile(before, settings)
        : writeFolder(before, { settings, seq })
    await this.#write(() => writeDurably(join(path, fileName), text))
  }

  /** Writes an environment, made if there is none of this name. Answers with its id. */
  async saveEnvironment(environment: RequestEnvironment, signal: AbortSignal): Promise<string> {
    await this.reader.index(signal)
    const dir = join(this.reader.place.root, environmentsName)
    const fileName = `${safeName(environment.name)}.yml`
    const secret = findSecretOfFolder(environment)
    if (secret !== null) throw new AppError('SECRET_IN_REQUEST', { file: fileName, key: secret })
    const text = writeEnvironment(await textOrEmpty(join(dir, fileName)), environment)
    await this.#write(async () => {
      await mkdir(dir, { recursive: true })
      await writeDurably(join(dir, fileName), text)
    })
    return this.#environmentId(fileName)
  }

  /** Gives an environment another name. Answers with its id under that. Throws FILE_EXISTS. */
  async renameEnvironment(id: string, name: string, signal: AbortSignal): Promise<string> {
    const { path } = await this.reader.find(id, ['environment'], signal)
    const to = await this.#environmentPath(name, { except: path }, signal)
    const { variables } = await this.reader.environment(id, signal)
    const text = writeEnvironment(await readFile(path, 'utf8'), { name, variables })
    await this.#write(async () => {
      if (path !== to) await rename(path, to)
      await writeDurably(to, text)
    })
    return this.#environmentId(to)
  }

  /** Writes an environment once more under another name. Answers with its id. Throws FILE_EXISTS. */
  async duplicateEnvironment(id: string, name: string, signal: AbortSignal): Promise<string> {
    const { path } = await this.reader.find(id, ['environment'], signal)
    const to = await this.#environmentPath(name, { except: null }, signal)
    const { variables } = await this.reader.environment(id, signal)
    const text = writeEnvironment(await readFile(path, 'utf8'), { name, variables })
    await this.#write(() => writeDurably(to, text))
    return this.#environmentId(to)
  }

  async #environmentPath(
    name: string,
    { except }: { except: string | null },
    signal: AbortSignal,
  ): Promise<string> {
    const fileName = `${safeName(name)}.yml`
    const { places } = await this.reader.index(signal)
    for (const { kind, path } of places.values()) {
      const isTaken = basename(path).toLowerCase() === fileName.toLowerCase()
      if (kind === 'environment' && path !== except && isTaken)
        throw new AppError('FILE_EXISTS', { name: fileName })
    }
    return join(this.reader.place.root, environmentsName, fileName)
  }

  #environmentId(path: string): string {
    return `${this.reader.place.id}/${environmentsName}/${basename(path, '.yml')}`
  }

  async #writeRequest(
    path: string,
    before: string,
    request: { seq: number; draft: RequestDraft },
  ): Promise<void> {
    const secret = findSecret(request.draft)
    if (secret !== null) throw new AppError('SECRET_IN_REQUEST', { file: basename(path), key: secret })
    const text = orDamaged(basename(path), () => writeRequest(before, request, this.reader.paths))
    await this.#write(() => writeDurably(path, text))
  }

  async #write<Result>(write: () => Promise<Result>): Promise<Result> {
    const { isFixed, root } = this.reader.place
    if (isFixed) throw new AppError('COLLECTION_REFUSES', { reason: 'comes-with-the-app' })
    try {
      return await onDisk({ dir: root, name: basename(root), neededBytes: null }, write)
    } finally {
      this.reader.forget()
    }
  }

  /** Writes the places of siblings where they are others than before. */
  async #number(ids: readonly string[], signal: AbortSignal): Promise<void> {
    const { places } = await this.reader.index(signal)
    for (const [index, id] of ids.entries()) {
      const place = places.get(id)
      if (!place || place.seq === index + 1) continue
      const path = place.kind === 'folder' ? join(place.path, folderFileName) : place.path
      const text = withSeq(await textOrEmpty(path), index + 1, place)
      await this.#write(() => writeDurably(path, text))
    }
  }
}
