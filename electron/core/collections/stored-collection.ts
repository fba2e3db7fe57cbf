import { cp, mkdir, readFile, rename } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

import { AppError } from '../../../shared/errors.ts'
import type {
  FolderSettings,
  RequestCollection,
  RequestEnvironment,
  SavedRequest,
} from '../../../shared/model/collection.ts'
import type { RequestDraft } from '../../../shared/model/request.ts'
import { onDisk } from '../data-dir/on-disk.ts'
import { syncDirectory } from '../data-dir/sync-directory.ts'
import { writeDurably } from '../data-dir/write-durably.ts'
import type { FileRegistry } from '../files/file-registry.ts'
import {
  CollectionIndexer,
  type CollectionIndex,
  collectionFileName,
  environmentsName,
  folderFileName,
  type Place,
} from './collection-index.ts'
import { emptyFolder, itemsOf, parentOf, requestIdsIn } from './collection-items.ts'
import { damaged, messageOf, textOrEmpty } from './collection-files.ts'
import { fileNameFor, safeName } from './file-name-for.ts'
import { pathsIn } from './file-paths.ts'
import type { FilePaths } from './format/body-format.ts'
import { findSecret, findSecretOfFolder } from './format/find-secret.ts'
import {
  readCollectionFile,
  readEnvironment,
  readFolder,
  type ReadFolder,
  writeCollectionFile,
  writeEnvironment,
  writeFolder,
} from './format/folder-file.ts'
import { readRequest, writeRequest } from './format/request-file.ts'
import type { RemovedItems } from './removed-items.ts'
import { withSeq } from './format/yaml-text.ts'

export interface CollectionPlace {
  readonly id: string
  readonly root: string
  /** One that comes with the app. */
  readonly isFixed: boolean
}

/** One collection: a folder of YAML files. Whatever is written is whole or not there (write, fsync, rename). */
export class StoredCollection {
  readonly place: CollectionPlace
  readonly #indexer: CollectionIndexer
  readonly #paths: FilePaths
  #index: CollectionIndex | null = null

  constructor(place: CollectionPlace, files: Pick<FileRegistry, 'addPath' | 'find'>) {
    this.place = place
    this.#indexer = new CollectionIndexer(place.root, place.id)
    this.#paths = pathsIn(place.root, files)
  }

  /** Names of everything in it. Throws COLLECTION_UNREADABLE. */
  async list(signal: AbortSignal): Promise<RequestCollection> {
    const { id, root, isFixed } = this.place
    const { items, environments } = await this.#read(signal)
    const about = await this.#about().catch((error: unknown) => ({ problem: messageOf(error) }))
    const isRead = 'settings' in about
    return {
      id,
      name: isRead ? about.settings.name : basename(root),
      path: isFixed ? null : root,
      items,
      environments: [...environments],
      problem: isRead ? null : about.problem,
    }
  }

  async show(id: string, signal: AbortSignal): Promise<SavedRequest> {
    const { path } = await this.#find(id, ['request', 'damaged'], signal)
    const { draft, unsupported } = await this.#parse(path, (text) => readRequest(text, this.#paths))
    return { ...draft, id, unsupported }
  }

  /** Writes a draft over the request that it was opened from. Throws SECRET_IN_REQUEST. */
  async save(id: string, draft: RequestDraft, signal: AbortSignal): Promise<void> {
    const { path, seq } = await this.#find(id, ['request'], signal)
    await this.#writeRequest(path, await readFile(path, 'utf8'), { seq: seq ?? 1, draft })
  }

  async createRequest(folderId: string, draft: RequestDraft, signal: AbortSignal): Promise<string> {
    const { path: dir } = await this.#find(folderId, ['folder'], signal)
    const siblings = await this.#siblings(folderId, 'request', signal)
    const name = await fileNameFor(dir, draft.name || `${draft.method} request`, '.yml')
    const seq = Math.max(0, ...siblings.map((place) => place.seq ?? 0)) + 1
    await this.#writeRequest(join(dir, name), '', {
      seq,
      draft: { ...draft, name: draft.name || name.slice(0, -4) },
    })
    return `${folderId}/${name.slice(0, -4)}`
  }

  async createFolder(parentId: string, name: string, signal: AbortSignal): Promise<string> {
    const { path: dir } = await this.#find(parentId, ['folder'], signal)
    const siblings = await this.#siblings(parentId, 'folder', signal)
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
    const { kind, path, seq } = await this.#find(id, ['request', 'folder'], signal)
    if (kind === 'request') {
      const { draft } = await this.#parse(path, (text) => readRequest(text, this.#paths))
      await this.#writeRequest(path, await readFile(path, 'utf8'), {
        seq: seq ?? 1,
        draft: { ...draft, name },
      })
    } else {
      await this.saveFolder(id, { ...(await this.folder(id, signal)), name }, signal)
    }
  }

  /** Puts an item into a folder, before another one or at the end. Answers with its id there. */
  async move(
    { id, folderId, beforeId }: { id: string; folderId: string; beforeId: string | null },
    signal: AbortSignal,
  ): Promise<string> {
    const item = await this.#find(id, ['request', 'folder'], signal)
    const { path: dir } = await this.#find(folderId, ['folder'], signal)
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
    this.#index = null
    const ids = (await this.#siblingIds(folderId, kind, signal)).filter((other) => other !== movedId)
    const at = beforeId === null ? -1 : ids.indexOf(beforeId)
    await this.#number(ids.toSpliced(at < 0 ? ids.length : at, 0, movedId), signal)
    return movedId
  }

  async duplicate(id: string, signal: AbortSignal): Promise<string> {
    const { kind, path } = await this.#find(id, ['request', 'folder'], signal)
    const extension = kind === 'folder' ? '' : '.yml'
    const name = await fileNameFor(dirname(path), basename(path).replace(/\.ya?ml$/, ''), extension)
    await this.#write(() => cp(path, join(dirname(path), name), { recursive: true, errorOnExist: true }))
    this.#index = null
    const copyId = `${id.slice(0, id.lastIndexOf('/'))}/${kind === 'folder' ? name : name.slice(0, -4)}`
    await this.rename(copyId, name.replace(/\.yml$/, ''), signal)
    const folderId = id.slice(0, id.lastIndexOf('/'))
    const ids = (await this.#siblingIds(folderId, kind === 'folder' ? 'folder' : 'request', signal)).filter(
      (other) => other !== copyId,
    )
    await this.#number(ids.toSpliced(ids.indexOf(id) + 1, 0, copyId), signal)
    return copyId
  }

  /** Answers with the name that `restore` takes. */
  async remove(id: string, removed: RemovedItems, signal: AbortSignal): Promise<string> {
    const { path } = await this.#find(id, ['request', 'folder', 'damaged', 'environment'], signal)
    if (id === this.place.id) throw new AppError('COLLECTION_REFUSES', { reason: 'the-root' })
    return await this.#write(() => removed.take(id, path))
  }

  async restore(removalId: string, removed: RemovedItems): Promise<string> {
    return await this.#write(() => removed.putBack(removalId))
  }

  /** What everything in a folder, or in the collection, has from it. */
  async folder(id: string, signal: AbortSignal): Promise<FolderSettings> {
    const { path, name } = await this.#find(id, ['folder'], signal)
    if (id === this.place.id)
      return (await this.#parse(join(path, collectionFileName), readCollectionFile)).settings
    const text = await textOrEmpty(join(path, folderFileName))
    return text === '' ? emptyFolder(name) : this.#parsed(folderFileName, () => readFolder(text)).settings
  }

  async saveFolder(id: string, settings: FolderSettings, signal: AbortSignal): Promise<void> {
    const { path, seq } = await this.#find(id, ['folder'], signal)
    const secret = findSecretOfFolder(settings)
    const fileName = id === this.place.id ? collectionFileName : folderFileName
    if (secret !== null) throw new AppError('SECRET_IN_REQUEST', { file: fileName, key: secret })
    const before = await textOrEmpty(join(path, fileName))
    const text =
      id === this.place.id ? writeCollectionFile(before, settings) : writeFolder(before, { settings, seq })
    await this.#write(() => writeDurably(join(path, fileName), text))
  }

  async environment(id: string, signal: AbortSignal): Promise<RequestEnvironment> {
    const { path, name } = await this.#find(id, ['environment'], signal)
    const { variables } = await this.#parse(path, readEnvironment)
    return { name, variables }
  }

  /** Writes an environment, made if there is none of this name. Answers with its id. */
  async saveEnvironment(environment: RequestEnvironment, signal: AbortSignal): Promise<string> {
    await this.#read(signal)
    const dir = join(this.place.root, environmentsName)
    const fileName = `${safeName(environment.name)}.yml`
    const secret = findSecretOfFolder(environment)
    if (secret !== null) throw new AppError('SECRET_IN_REQUEST', { file: fileName, key: secret })
    const text = writeEnvironment(await textOrEmpty(join(dir, fileName)), environment)
    await this.#write(async () => {
      await mkdir(dir, { recursive: true })
      await writeDurably(join(dir, fileName), text)
    })
    return `${this.place.id}/${environmentsName}/${fileName.slice(0, -4)}`
  }

  /** The folders that an item stands in, the collection first. Empty for an item that is not there. */
  async foldersOf(id: string, signal: AbortSignal): Promise<{ id: string; settings: FolderSettings }[]> {
    const { places } = await this.#read(signal)
    if (!places.has(id)) return []
    const steps = id.split('/')
    const above = steps.map((_, count) => steps.slice(0, count + 1).join('/'))
    const folders = above.filter((step) => places.get(step)?.kind === 'folder')
    return await Promise.all(
      folders.map(async (step) => ({ id: step, settings: await this.folder(step, signal) })),
    )
  }

  /** Every request in it, or in one of its folders, in order. */
  async requestIds(folderId: string, signal: AbortSignal): Promise<string[]> {
    const { items } = await this.#read(signal)
    return requestIdsIn(items).filter((id) => id.startsWith(`${folderId}/`))
  }

  /** What lies on disk may be other than what was read. */
  forget(): void {
    this.#index = null
  }

  async #read(signal: AbortSignal): Promise<CollectionIndex> {
    try {
      return (this.#index ??= await this.#indexer.read(signal))
    } catch (error) {
      signal.throwIfAborted()
      throw new AppError(
        'COLLECTION_UNREADABLE',
        { path: this.place.root, detail: messageOf(error) },
        { cause: error },
      )
    }
  }

  async #about(): Promise<ReadFolder> {
    return readCollectionFile(await readFile(join(this.place.root, collectionFileName), 'utf8'))
  }

  async #find(id: string, kinds: readonly Place['kind'][], signal: AbortSignal): Promise<Place> {
    const place = (await this.#read(signal)).places.get(id)
    if (!place || !kinds.includes(place.kind)) throw new AppError('COLLECTION_ITEM_GONE', { id })
    return place
  }

  async #parse<Content>(path: string, read: (text: string) => Content | Promise<Content>): Promise<Content> {
    const text = await readFile(path, 'utf8').catch((error: unknown) => {
      throw new AppError(
        'FILE_UNREADABLE',
        { name: basename(path), detail: messageOf(error) },
        { cause: error },
      )
    })
    try {
      return await read(text)
    } catch (error) {
      throw damaged(basename(path), error)
    }
  }

  #parsed<Content>(name: string, read: () => Content): Content {
    try {
      return read()
    } catch (error) {
      throw damaged(name, error)
    }
  }

  async #writeRequest(
    path: string,
    before: string,
    request: { seq: number; draft: RequestDraft },
  ): Promise<void> {
    const secret = findSecret(request.draft)
    if (secret !== null) throw new AppError('SECRET_IN_REQUEST', { file: basename(path), key: secret })
    const text = this.#parsed(basename(path), () => writeRequest(before, request, this.#paths))
    await this.#write(() => writeDurably(path, text))
  }

  async #write<Result>(write: () => Promise<Result>): Promise<Result> {
    if (this.place.isFixed) throw new AppError('COLLECTION_REFUSES', { reason: 'comes-with-the-app' })
    const { root } = this.place
    try {
      return await onDisk({ dir: root, name: basename(root), neededBytes: null }, write)
    } finally {
      this.#index = null
    }
  }

  async #siblings(folderId: string, kind: Place['kind'], signal: AbortSignal): Promise<Place[]> {
    const { places } = await this.#read(signal)
    return [...places]
      .filter(([id, place]) => place.kind === kind && id !== folderId && parentOf(id) === folderId)
      .map(([, place]) => place)
  }

  async #siblingIds(folderId: string, kind: Place['kind'], signal: AbortSignal): Promise<string[]> {
    const { items } = await this.#read(signal)
    const siblings = folderId === this.place.id ? items : itemsOf(items, folderId)
    return siblings.filter((item) => item.kind === kind).map((item) => item.id)
  }

  /** Writes the places of siblings where they are others than before. */
  async #number(ids: readonly string[], signal: AbortSignal): Promise<void> {
    const { places } = await this.#read(signal)
    for (const [index, id] of ids.entries()) {
      const place = places.get(id)
      if (!place || place.seq === index + 1) continue
      const path = place.kind === 'folder' ? join(place.path, folderFileName) : place.path
      const text = withSeq(await textOrEmpty(path), index + 1, place)
      await this.#write(() => writeDurably(path, text))
    }
  }
}
