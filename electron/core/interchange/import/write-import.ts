import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

import { AppError } from '../../../../shared/errors.ts'
import type { FolderSettings } from '../../../../shared/model/collection.ts'
import type { ImportNote } from '../../../../shared/model/import.ts'
import { type RequestDraft, sendableDraft } from '../../../../shared/model/request.ts'
import type { VariableDefinition } from '../../../../shared/model/variable-definition.ts'
import { collectionFileName, environmentsName, folderFileName } from '../../collections/collection-index.ts'
import { freeName } from '../../collections/file-name-for.ts'
import type { FilePaths } from '../../collections/format/body-format.ts'
import { findSecret, findSecretOfFolder } from '../../collections/format/find-secret.ts'
import { writeCollectionFile, writeEnvironment, writeFolder } from '../../collections/format/folder-file.ts'
import { writeRequest } from '../../collections/format/request-file.ts'
import { onDisk } from '../../data-dir/on-disk.ts'
import { syncDirectory } from '../../data-dir/sync-directory.ts'
import type { ImportedFolder, ImportedVariable } from './imported.ts'
import type { ReadImport } from './move-secrets.ts'

/** The value of a secret variable, by the place that defines it: a path inside what was written, empty for its root. */
export interface PlacedSecret {
  readonly place: string
  readonly name: string
  readonly value: string
}

export interface WriteOrder {
  /** The folder that is made. It may be there if it is empty. */
  readonly to: string
  /** Without a place among siblings, a collection of its own. */
  readonly seq: number | null
  readonly paths: FilePaths
}

export interface WrittenImport {
  readonly secrets: readonly PlacedSecret[]
  /** What the files could not take as it was. */
  readonly notes: readonly ImportNote[]
}

/**
 * Writes an import as a folder of request files, all of it or nothing: beside its place first, then renamed. Throws
 * FILE_EXISTS for a folder that holds something, DISK_FULL, FILE_UNWRITABLE, or SECRET_IN_REQUEST.
 */
export async function writeImport(
  read: ReadImport,
  order: WriteOrder,
  signal: AbortSignal,
): Promise<WrittenImport> {
  const { to } = order
  const beside = join(dirname(to), `.${basename(to)}-${randomUUID().slice(0, 8)}`)
  try {
    return await onDisk({ dir: dirname(to), name: basename(to), neededBytes: null }, async () => {
      if (!(await isFree(to))) throw new AppError('FILE_EXISTS', { name: basename(to) })
      const written = await new ImportWriter(read, order, signal).write(beside)
      signal.throwIfAborted()
      await rmdir(to).catch(() => {})
      await rename(beside, to)
      await syncDirectory(dirname(to))
      return written
    })
  } finally {
    await rm(beside, { recursive: true, force: true })
  }
}

async function isFree(path: string): Promise<boolean> {
  const held = await readdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    if (error.code === 'ENOTDIR') return [path]
    throw error
  })
  return held.length === 0
}

class ImportWriter {
  readonly #read: ReadImport
  readonly #order: WriteOrder
  readonly #signal: AbortSignal
  readonly #secrets: PlacedSecret[] = []
  readonly #notes: ImportNote[] = []

  constructor(read: ReadImport, order: WriteOrder, signal: AbortSignal) {
    this.#read = read
    this.#order = order
    this.#signal = signal
  }

  async write(dir: string): Promise<WrittenImport> {
    const { root, environments } = this.#read.imported
    const isCollection = this.#order.seq === null
    await mkdir(dir, { recursive: true })
    await this.#writeSettings(root, { dir, place: '', seq: this.#order.seq })
    await this.#writeItems(root, { dir, place: '', path: [] })
    if (isCollection && environments.length > 0) await mkdir(join(dir, environmentsName))
    const taken = new Set<string>()
    for (const { name: wanted, variables } of isCollection ? environments : []) {
      const name = freeName(taken, wanted, '')
      const held = { name, variables: this.#definitions(variables, `${environmentsName}/${name}`) }
      refuseSecret(`${name}.yml`, findSecretOfFolder(held))
      await writeFile(join(dir, environmentsName, `${name}.yml`), writeEnvironment('', held))
    }
    return { secrets: this.#secrets, notes: this.#notes }
  }

  async #writeSettings(
    folder: ImportedFolder,
    { dir, place, seq }: { dir: string; place: string; seq: number | null },
  ): Promise<void> {
    const isRoot = place === ''
    const isCollection = isRoot && seq === null
    const own = this.#definitions(folder.variables, place)
    const moved = isRoot ? this.#movedSecrets() : []
    const settings: FolderSettings = {
      name: folder.name || basename(dir),
      headers: [...folder.headers],
      auth: isCollection && folder.auth.kind === 'inherit' ? { kind: 'none' } : folder.auth,
      variables: [...own, ...moved],
      docs: folder.docs,
    }
    const fileName = isCollection ? collectionFileName : folderFileName
    refuseSecret(fileName, findSecretOfFolder(settings))
    const text = isCollection ? writeCollectionFile('', settings) : writeFolder('', { settings, seq })
    await writeFile(join(dir, fileName), text)
  }

  async #writeItems(
    { items }: ImportedFolder,
    { dir, place, path }: { dir: string; place: string; path: readonly string[] },
  ): Promise<void> {
    const taken = new Set<string>()
    for (const [index, item] of items.entries()) {
      this.#signal.throwIfAborted()
      const seq = index + 1
      if (item.kind === 'folder') {
        const name = freeName(taken, item.folder.name || 'Folder', '')
        const inner = { dir: join(dir, name), place: place === '' ? name : `${place}/${name}` }
        await mkdir(inner.dir)
        await this.#writeSettings(item.folder, { ...inner, seq })
        await this.#writeItems(item.folder, { ...inner, path: [...path, item.folder.name] })
      } else {
        const draft = this.#writable(item.draft, path)
        const name = freeName(taken, draft.name, '.yml')
        refuseSecret(name, findSecret(draft))
        await writeFile(join(dir, name), writeRequest('', { seq, draft }, this.#order.paths))
      }
    }
  }

  #writable(draft: RequestDraft, path: readonly string[]): RequestDraft {
    const name = draft.name || `${draft.method} request`
    if (sendableDraft.shape.method.safeParse(draft.method).success) return { ...draft, name }
    const item = [...path, name].join(' / ')
    this.#notes.push({ item, code: 'setting-left-out', detail: `method ${draft.method}` })
    return { ...draft, name, method: 'GET' }
  }

  #definitions(variables: readonly ImportedVariable[], place: string): VariableDefinition[] {
    return variables
      .filter(({ name }) => name !== '')
      .map((held) => {
        const value = this.#read.variableSecrets.get(held)
        if (value !== undefined) this.#secrets.push({ place, name: held.name, value })
        return { ...held }
      })
  }

  #movedSecrets(): VariableDefinition[] {
    return [...this.#read.secrets].map(([name, value]) => {
      this.#secrets.push({ place: '', name, value })
      return { name, value: '', isSecret: true, isEnabled: true }
    })
  }
}

function refuseSecret(file: string, key: string | null): void {
  if (key !== null) throw new AppError('SECRET_IN_REQUEST', { file, key })
}
