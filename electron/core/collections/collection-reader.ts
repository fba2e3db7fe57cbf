import { readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'

import { AppError } from '../../../shared/errors.ts'
import { formatBytes } from '../../../shared/format-bytes.ts'
import type {
  FolderSettings,
  RequestCollection,
  RequestEnvironment,
  SavedRequest,
} from '../../../shared/model/collection.ts'
import type { FileRegistry } from '../files/file-registry.ts'
import { abortable } from '../http/abortable.ts'
import {
  CollectionIndexer,
  type CollectionIndex,
  collectionFileName,
  folderFileName,
  largestFileBytes,
  type Place,
} from './collection-index.ts'
import type { FolderWatch } from './folder-watch.ts'
import { emptyFolder, itemsOf, parentOf, requestIdsIn } from './collection-items.ts'
import { damaged, messageOf, orDamaged, textOrEmpty } from './collection-files.ts'
import { pathsIn } from './file-paths.ts'
import type { FilePaths } from './format/body-format.ts'
import { readCollectionFile, readEnvironment, readFolder, type ReadFolder } from './format/folder-file.ts'
import { readRequest } from './format/request-file.ts'

export interface CollectionPlace {
  readonly id: string
  readonly root: string
  /** One that comes with the app. */
  readonly isFixed: boolean
}

/** What a folder of YAML files says, and where. Nothing is written here. */
export class CollectionReader {
  readonly place: CollectionPlace
  readonly paths: FilePaths
  readonly #indexer: CollectionIndexer
  readonly #watch: FolderWatch | null
  readonly #closing = new AbortController()
  /** Of one reading for all who ask, until it is forgotten. */
  #index: Promise<CollectionIndex> | null = null

  /** `watch` is told which folders there are. */
  constructor(
    place: CollectionPlace,
    files: Pick<FileRegistry, 'addPath' | 'find'>,
    watch: FolderWatch | null = null,
  ) {
    this.place = place
    this.#watch = watch
    this.#indexer = new CollectionIndexer(place.root, place.id, watch)
    this.paths = pathsIn(place.root, files)
  }

  close(): void {
    this.#closing.abort()
    this.#watch?.close()
  }

  /** Names of everything in it. Throws COLLECTION_UNREADABLE. */
  async list(signal: AbortSignal): Promise<RequestCollection> {
    const { id, root, isFixed } = this.place
    const { items, environments } = await this.index(signal)
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
    const { path } = await this.find(id, ['request', 'damaged'], signal)
    const { draft, unsupported } = await this.parse(path, (text) => readRequest(text, this.paths))
    return { ...draft, id, unsupported }
  }

  /** What everything in a folder, or in the collection, has from it. */
  async folder(id: string, signal: AbortSignal): Promise<FolderSettings> {
    const { path, name } = await this.find(id, ['folder'], signal)
    if (id === this.place.id)
      return (await this.parse(join(path, collectionFileName), readCollectionFile)).settings
    const text = await textOrEmpty(join(path, folderFileName))
    return text === '' ? emptyFolder(name) : orDamaged(folderFileName, () => readFolder(text)).settings
  }

  async environment(id: string, signal: AbortSignal): Promise<RequestEnvironment> {
    const { path, name } = await this.find(id, ['environment'], signal)
    const { variables } = await this.parse(path, readEnvironment)
    return { name, variables }
  }

  /** The folders that an item stands in, the collection first. Empty for an item that is not there. */
  async foldersOf(id: string, signal: AbortSignal): Promise<{ id: string; settings: FolderSettings }[]> {
    const { places } = await this.index(signal)
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
    const { items } = await this.index(signal)
    return requestIdsIn(items).filter((id) => id.startsWith(`${folderId}/`))
  }

  /** What lies on disk may be other than what was read. */
  forget(): void {
    this.#index = null
  }

  /** Throws COLLECTION_UNREADABLE. */
  async index(signal: AbortSignal): Promise<CollectionIndex> {
    try {
      return await waitFor((this.#index ??= this.#read()), signal)
    } catch (error) {
      signal.throwIfAborted()
      throw new AppError(
        'COLLECTION_UNREADABLE',
        { path: this.place.root, detail: messageOf(error) },
        { cause: error },
      )
    }
  }

  /** For whoever waits for it: that one of them gives up does not end it. One that failed is not kept. */
  #read(): Promise<CollectionIndex> {
    const reading = this.#indexer.read(this.#closing.signal)
    reading.catch(() => {
      if (this.#index === reading) this.#index = null
    })
    return reading
  }

  async #about(): Promise<ReadFolder> {
    return readCollectionFile(await readFile(join(this.place.root, collectionFileName), 'utf8'))
  }

  /** Throws COLLECTION_ITEM_GONE. */
  async find(id: string, kinds: readonly Place['kind'][], signal: AbortSignal): Promise<Place> {
    const place = (await this.index(signal)).places.get(id)
    if (!place || !kinds.includes(place.kind)) throw new AppError('COLLECTION_ITEM_GONE', { id })
    return place
  }

  /** Throws FILE_UNREADABLE or REQUEST_DAMAGED. */
  async parse<Content>(path: string, read: (text: string) => Content | Promise<Content>): Promise<Content> {
    const text = await readSmall(path).catch((error: unknown) => {
      if (error instanceof AppError) throw error
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

  async siblings(folderId: string, kind: Place['kind'], signal: AbortSignal): Promise<Place[]> {
    const { places } = await this.index(signal)
    return [...places]
      .filter(([id, place]) => place.kind === kind && id !== folderId && parentOf(id) === folderId)
      .map(([, place]) => place)
  }

  async siblingIds(folderId: string, kind: Place['kind'], signal: AbortSignal): Promise<string[]> {
    const { items } = await this.index(signal)
    const siblings = folderId === this.place.id ? items : itemsOf(items, folderId)
    return siblings.filter((item) => item.kind === kind).map((item) => item.id)
  }
}

/** What comes of something that others wait for as well. */
async function waitFor<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return await abortable(signal, (resolve, reject) => void promise.then(resolve, reject))
}

/** Throws REQUEST_DAMAGED for what is larger than any request file. */
async function readSmall(path: string): Promise<string> {
  const { size } = await stat(path)
  const detail = `larger than ${formatBytes(largestFileBytes)}`
  if (size > largestFileBytes) throw new AppError('REQUEST_DAMAGED', { name: basename(path), detail })
  return await readFile(path, 'utf8')
}
