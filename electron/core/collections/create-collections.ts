import { createHash } from 'node:crypto'
import { mkdir, readdir, realpath, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'

import { AppError } from '../../../shared/errors.ts'
import type { FolderSettings, RequestCollection } from '../../../shared/model/collection.ts'
import type { ImportNote } from '../../../shared/model/import.ts'
import type { RequestPlace } from '../../../shared/model/request.ts'
import { Changes } from '../clouds/changes.ts'
import type { Collections } from './collections.ts'
import type { DamagedFiles } from '../data-dir/damaged-files.ts'
import { writeDurably } from '../data-dir/write-durably.ts'
import type { FileRegistry } from '../files/file-registry.ts'
import type { ReadImport } from '../interchange/import/move-secrets.ts'
import type { KeyStore } from '../vault/key-store.ts'
import type { RequestScope } from '../workbench/request-scope.ts'
import { addImport } from './add-import.ts'
import { collectionFileName } from './collection-index.ts'
import { CollectionReader } from './collection-reader.ts'
import {
  duplicateEnvironment,
  forgetSecrets,
  renameEnvironment,
  secretNames,
  usesOfEnvironment,
} from './environment-life.ts'
import { safeName } from './file-name-for.ts'
import { FolderWatch } from './folder-watch.ts'
import { writeCollectionFile } from './format/folder-file.ts'
import { openCollectionList } from './collection-list.ts'
import { RemovedItems } from './removed-items.ts'
import { openRequest } from './open-request.ts'
import { readTree, type RequestTree } from './read-tree.ts'
import { scopeOf } from './scope-of.ts'
import { StoredCollection } from './stored-collection.ts'
import { sweepHalfWritten } from './sweep-half-written.ts'

export interface CollectionParts {
  /** Where it is remembered which collections are open. */
  readonly dir: string
  /** Collections that come with the app: every folder in here that is one. */
  readonly assetsDir: string
  readonly files: Pick<FileRegistry, 'addPath' | 'find'>
  readonly keyStore: KeyStore
  readonly damaged: Pick<DamagedFiles, 'setAside'>
  log(line: string): void
}

export interface OpenCollections extends Collections {
  /** What a request has from its place. Throws COLLECTION_ITEM_GONE or REQUEST_DAMAGED. */
  scopeOf(place: RequestPlace, signal: AbortSignal): Promise<RequestScope>
  /** A collection or a folder with all that is in it. */
  tree(id: string, signal: AbortSignal): Promise<RequestTree>
  /** Writes an import as a folder of an open collection, and its secrets into the key store. */
  addImport(
    folderId: string,
    read: ReadImport,
    signal: AbortSignal,
  ): Promise<{ id: string; notes: readonly ImportNote[] }>
  close(): Promise<void>
}

/** The collections that are open: those of the app, and folders of the operator's. */
export async function createCollections(parts: CollectionParts): Promise<OpenCollections> {
  const list = await openCollectionList(parts.dir, parts.damaged)
  const removed = await RemovedItems.in(join(parts.dir, 'removed-requests'))
  const changes = new Changes()
  const opened = new Map<string, StoredCollection>()
  const secretPlaces = { keyStore: parts.keyStore, secretKey }

  for (const root of await fixedRoots(parts.assetsDir)) {
    const id = basename(root)
    opened.set(id, new StoredCollection(new CollectionReader({ id, root, isFixed: true }, parts.files)))
  }
  for (const root of list.open()) add(root)

  function add(root: string): StoredCollection {
    const id = idOf(root)
    const before = opened.get(id)
    if (before) return before
    const onChange = () => {
      reader.forget()
      changes.announce()
    }
    const watch = new FolderWatch({ onChange, log: parts.log })
    const reader = new CollectionReader({ id, root, isFixed: false }, parts.files, watch)
    const collection = new StoredCollection(reader)
    opened.set(id, collection)
    return collection
  }

  /** The collection that an id is in. Throws COLLECTION_ITEM_GONE. */
  function holding(id: string): StoredCollection {
    const collection = opened.get(id.split('/')[0] ?? '')
    if (!collection) throw new AppError('COLLECTION_ITEM_GONE', { id })
    return collection
  }

  async function changing<Result>(change: () => Promise<Result>): Promise<Result> {
    try {
      return await change()
    } finally {
      changes.announce()
    }
  }

  async function open(path: string, signal: AbortSignal): Promise<RequestCollection> {
    const root = await realpath(resolve(path)).catch((error: unknown) => {
      throw unreadable(path, error)
    })
    const isThere = await stat(join(root, collectionFileName)).then(
      () => true,
      () => false,
    )
    if (!isThere) throw new AppError('NOT_A_COLLECTION', { path: root })
    const collection = add(root)
    const summary = await listed(collection, signal)
    await list.remember({ path: root, name: summary.name })
    changes.announce()
    return summary
  }

  return {
    list: async (signal) => {
      return await Promise.all([...opened.values()].map((one) => listed(one, signal).catch(asProblem(one))))
    },
    watch: (signal) => {
      let version = 0
      return changes.watch(() => ({ version: (version += 1) }), signal)
    },
    recent: () => list.recent(),
    open,
    create: async ({ path, name }, signal) => {
      const root = resolve(path, safeName(name))
      try {
        await mkdir(root, { recursive: true })
        const isEmpty = (await readdir(root)).length === 0
        if (!isEmpty) throw new AppError('FILE_EXISTS', { name: basename(root) })
        await writeDurably(join(root, collectionFileName), writeCollectionFile('', newCollection(name)))
      } catch (error) {
        throw unreadable(root, error)
      }
      return await open(root, signal)
    },
    close: async () => {
      for (const { reader } of opened.values()) reader.close()
      await removed.close()
    },
    closeOne: async (collectionId) => {
      const collection = holding(collectionId)
      if (collection.reader.place.isFixed)
        throw new AppError('COLLECTION_REFUSES', { reason: 'comes-with-the-app' })
      opened.delete(collectionId)
      collection.reader.close()
      await list.forget(collection.reader.place.root)
      changes.announce()
    },
    show: (id, signal) => holding(id).reader.show(id, signal),
    save: ({ id, draft }, signal) => changing(() => holding(id).save(id, draft, signal)),
    createRequest: ({ folderId, draft }, signal) =>
      changing(() => holding(folderId).createRequest(folderId, draft, signal)),
    createFolder: ({ folderId, name }, signal) =>
      changing(() => holding(folderId).createFolder(folderId, name, signal)),
    rename: ({ id, name }, signal) => changing(() => holding(id).rename(id, name, signal)),
    move: (input, signal) => changing(() => holding(input.id).move(input, signal)),
    duplicate: (input, signal) => changing(() => holding(input.id).duplicate(input, signal)),
    remove: (id, signal) =>
      changing(async () => {
        const names = await secretNames(holding(id).reader, id, signal)
        const removalId = await holding(id).remove(id, removed, signal)
        await forgetSecrets(names, id, secretPlaces)
        return removalId
      }),
    restore: (removalId) =>
      changing(async () => {
        const collection = holding(removed.placeOf(removalId).id)
        return await collection.restore(removalId, removed)
      }),
    folder: (id, signal) => holding(id).reader.folder(id, signal),
    saveFolder: ({ id, settings }, signal) => changing(() => holding(id).saveFolder(id, settings, signal)),
    environment: (id, signal) => holding(id).reader.environment(id, signal),
    saveEnvironment: ({ collectionId, environment }, signal) =>
      changing(() => holding(collectionId).saveEnvironment(environment, signal)),
    renameEnvironment: (input, signal) =>
      changing(() => renameEnvironment(holding(input.id), input, secretPlaces, signal)),
    duplicateEnvironment: (input, signal) =>
      changing(() => duplicateEnvironment(holding(input.id), input, secretPlaces, signal)),
    environmentUses: (id, signal) => usesOfEnvironment(holding(id).reader, id, signal),
    setSecret: async ({ placeId, name, value }) => {
      holding(placeId)
      if (value === null) await parts.keyStore.delete(secretKey(placeId, name))
      else await parts.keyStore.set(secretKey(placeId, name), value)
    },
    heldSecrets: async ({ placeId, names }) => {
      const kept = await Promise.all(names.map((name) => parts.keyStore.get(secretKey(placeId, name))))
      return names.filter((_, index) => kept[index] != null)
    },
    scopeOf: (place, signal) => scopeOf(place, { holding: (id) => holding(id).reader, secretKey }, signal),
    openRequest: (path, signal) => openRequest(path, { open, files: parts.files }, signal),
    tree: (id, signal) => readTree(holding(id).reader, id, signal),
    addImport: (folderId, found, signal) =>
      changing(async () => {
        const { id, secrets, notes } = await addImport(holding(folderId), { folderId, read: found }, signal)
        for (const { place, name, value } of secrets) await parts.keyStore.set(secretKey(place, name), value)
        return { id, notes }
      }),
    requestIds: (folderId, signal) => holding(folderId).reader.requestIds(folderId, signal),
  }
}

async function listed({ reader }: StoredCollection, signal: AbortSignal): Promise<RequestCollection> {
  const summary = await reader.list(signal)
  if (!reader.place.isFixed) await sweepHalfWritten((await reader.index(signal)).halfWritten, Date.now())
  return summary
}

async function fixedRoots(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true }).catch(() => [])
  const roots = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(dir, name))
  const names = await Promise.all(roots.map((root) => readdir(root)))
  return roots.filter((_, index) => names[index]?.includes(collectionFileName)).toSorted()
}

/** The same folder always has the same id, and no other has it. */
function idOf(root: string): string {
  const hash = createHash('sha256').update(root).digest('hex').slice(0, 12)
  return `${safeName(basename(root))}-${hash}`
}

function secretKey(placeId: string, name: string): string {
  return `variable/${placeId}/${name}`
}

function newCollection(name: string): FolderSettings {
  return { name, headers: [], auth: { kind: 'none' }, variables: [], docs: '' }
}

/** A folder that went away is shown as what it is, and does not hide the others. */
function asProblem({ reader }: StoredCollection) {
  const { id, root } = reader.place
  return (error: unknown): RequestCollection => {
    if (!(error instanceof AppError)) throw error
    const detail = 'detail' in error.data ? String(error.data.detail) : error.code
    return { id, name: basename(root), path: root, items: [], environments: [], problem: detail }
  }
}

function unreadable(path: string, error: unknown): AppError {
  if (error instanceof AppError) return error
  const detail = error instanceof Error && 'code' in error ? String(error.code) : String(error)
  return new AppError('COLLECTION_UNREADABLE', { path, detail }, { cause: error })
}
