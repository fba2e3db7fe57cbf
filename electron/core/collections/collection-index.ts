import { readFileSync, statSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setImmediate } from 'node:timers/promises'

import { formatBytes } from '../../../shared/format-bytes.ts'
import type { CollectionItem } from '../../../shared/model/collection.ts'
import type { FolderWatch } from './folder-watch.ts'
import { isHalfWritten } from '../data-dir/write-durably.ts'
import { readFolder } from './format/folder-file.ts'
import { type RequestSummary, summarizeRequest } from './format/summarize-request.ts'

export const collectionFileName = 'opencollection.yml'
export const folderFileName = 'folder.yml'
export const environmentsName = 'environments'

/** Where an item of a collection lies. */
export interface Place {
  readonly kind: 'request' | 'folder' | 'damaged' | 'environment'
  /** Of a folder: the folder itself. */
  readonly path: string
  readonly name: string
  readonly seq: number | null
}

export interface CollectionIndex {
  readonly items: CollectionItem[]
  readonly environments: { readonly id: string; readonly name: string }[]
  /** By id. The collection itself is the folder with its id. */
  readonly places: ReadonlyMap<string, Place>
  /** Files that a save was killed over, or that somebody is writing at this moment. */
  readonly halfWritten: readonly string[]
}

type Content =
  | { readonly summary: RequestSummary }
  | { readonly folder: { readonly name: string; readonly seq: number | null } }
  /** What is wrong with the file. */
  | { readonly detail: string }

/** What is known of a file until it changes. */
interface Known {
  readonly stamp: string
  readonly content: Content
}

interface Found {
  readonly item: CollectionItem
  readonly seq: number
}

const longestHoldMs = 8

/** Of a request file. A larger one would hold the process up; nobody types so much. */
export const largestFileBytes = 4 * 1024 * 1024

/**
 * Reads the names of everything in a collection, without opening a request. Files that did not change since the last
 * reading are not read again. Links are not followed, so that a folder cannot be inside itself.
 */
export class CollectionIndexer {
  readonly #root: string
  readonly #id: string
  readonly #watch: FolderWatch | null
  #known = new Map<string, Known>()

  constructor(root: string, id: string, watch: FolderWatch | null) {
    this.#root = root
    this.#id = id
    this.#watch = watch
  }

  /** Throws what reading the folder itself throws. */
  async read(signal: AbortSignal): Promise<CollectionIndex> {
    const reading = new Reading({ known: this.#known, watch: this.#watch }, signal)
    reading.places.set(this.#id, { kind: 'folder', path: this.#root, name: basename(this.#root), seq: null })
    const items = await reading.folder(this.#root, this.#id)
    const environments = await reading.environments(join(this.#root, environmentsName), this.#id)
    this.#known = reading.seen
    this.#watch?.retain(reading.folders)
    return { items, environments, places: reading.places, halfWritten: reading.halfWritten }
  }
}

class Reading {
  readonly places = new Map<string, Place>()
  readonly halfWritten: string[] = []
  readonly seen = new Map<string, Known>()
  readonly folders = new Set<string>()
  readonly #known: ReadonlyMap<string, Known>
  readonly #watch: FolderWatch | null
  readonly #signal: AbortSignal
  #breathedAtMs = performance.now()

  constructor(
    { known, watch }: { known: ReadonlyMap<string, Known>; watch: FolderWatch | null },
    signal: AbortSignal,
  ) {
    this.#known = known
    this.#watch = watch
    this.#signal = signal
  }

  async folder(dir: string, id: string): Promise<CollectionItem[]> {
    this.#signal.throwIfAborted()
    this.#enter(dir)
    const entries = await readdir(dir, { withFileTypes: true })
    const isRoot = !id.includes('/')
    const names = entries.map(({ name }) => name).filter((name) => !name.startsWith('.'))
    const dirs = new Set(entries.filter((entry) => entry.isDirectory()).map(({ name }) => name))
    const folders = names.filter((name) => dirs.has(name) && !isPassedOver(name, isRoot))
    const files = names.filter((name) => isRequestFile(name) && !dirs.has(name))
    this.#noteHalfWritten(dir, names)
    const inner: Found[] = []
    for (const name of folders) inner.push(await this.#subfolder(join(dir, name), `${id}/${name}`))
    const requests: Found[] = []
    for (const name of files) requests.push(await this.#request(join(dir, name), idOf(id, name)))
    return [...inOrder(inner), ...inOrder(requests)]
  }

  async environments(dir: string, id: string): Promise<{ id: string; name: string }[]> {
    this.#enter(dir)
    const names = await readdir(dir).catch(() => [])
    this.#noteHalfWritten(dir, names)
    const files = names.filter((name) => isYaml(name) && !name.startsWith('.')).toSorted(byText)
    return files.map((file) => {
      const name = file.replace(/\.ya?ml$/, '')
      const environment = { id: idOf(`${id}/${environmentsName}`, file), name }
      this.places.set(environment.id, { kind: 'environment', path: join(dir, file), name, seq: null })
      return environment
    })
  }

  #enter(dir: string): void {
    this.folders.add(dir)
    this.#watch?.add(dir)
  }

  #noteHalfWritten(dir: string, names: readonly string[]): void {
    this.halfWritten.push(...names.filter(isHalfWritten).map((name) => join(dir, name)))
  }

  async #subfolder(path: string, id: string): Promise<Found> {
    const about = await this.#know(join(path, folderFileName), (text) => {
      const { settings, seq } = readFolder(text)
      return { folder: { name: settings.name, seq } }
    })
    const { name, seq } = about && 'folder' in about ? about.folder : { name: basename(path), seq: null }
    this.places.set(id, { kind: 'folder', path, name, seq })
    const items = await this.folder(path, id)
    return { seq: seq ?? Number.MAX_SAFE_INTEGER, item: { kind: 'folder', id, name, items } }
  }

  async #request(path: string, id: string): Promise<Found> {
    const known = await this.#know(path, (text) => ({ summary: summarizeRequest(text) }))
    if (known && 'summary' in known) {
      const { name, seq, method, url } = known.summary
      this.places.set(id, { kind: 'request', path, name, seq })
      return { seq, item: { kind: 'request', id, name, method, url } }
    }
    const name = basename(path)
    const detail = known && 'detail' in known ? known.detail : 'ENOENT'
    this.places.set(id, { kind: 'damaged', path, name, seq: null })
    return { seq: Number.MAX_SAFE_INTEGER, item: { kind: 'damaged', id, name, detail } }
  }

  /** Null for a file that is not there. */
  async #know(path: string, read: (text: string) => Content): Promise<Content | null> {
    await this.#breathe()
    const about = statSync(path, { throwIfNoEntry: false })
    if (!about) return null
    const stamp = `${about.mtimeMs} ${about.size} ${about.ino}`
    const before = this.#known.get(path)
    const isLarge = about.size > largestFileBytes
    const content = before?.stamp === stamp ? before.content : isLarge ? tooLarge : readAnew(path, read)
    this.seen.set(path, { stamp, content })
    return content
  }

  /** Lets others have their turn, often enough not to be felt. */
  async #breathe(): Promise<void> {
    this.#signal.throwIfAborted()
    if (performance.now() - this.#breathedAtMs < longestHoldMs) return
    await setImmediate()
    this.#breathedAtMs = performance.now()
  }
}

const tooLarge: Content = { detail: `larger than ${formatBytes(largestFileBytes)}` }

/**
 * Ten thousand small files one after the other: reading them without waiting for each takes a third of the time that
 * it takes with, as most of that is the way to the thread that reads and back.
 */
function readAnew(path: string, read: (text: string) => Content): Content {
  try {
    return read(readFileSync(path, 'utf8'))
  } catch (error) {
    return { detail: error instanceof Error ? error.message : String(error) }
  }
}

function isPassedOver(name: string, isRoot: boolean): boolean {
  return name === 'node_modules' || (isRoot && name === environmentsName)
}

function isYaml(name: string): boolean {
  return /\.ya?ml$/.test(name)
}

function isRequestFile(name: string): boolean {
  return isYaml(name) && name !== collectionFileName && name !== folderFileName
}

/** An id is the place inside the collection. Two files that differ in how `yml` is spelt keep apart. */
function idOf(folderId: string, fileName: string): string {
  return `${folderId}/${fileName.replace(/\.yml$/, '')}`
}

function inOrder(found: readonly Found[]): CollectionItem[] {
  return found.toSorted((a, b) => a.seq - b.seq || byText(a.item.id, b.item.id)).map(({ item }) => item)
}

function byText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
