import { AppError } from '../../../shared/errors.ts'
import type { EnvironmentUse } from '../../../shared/model/collection.ts'
import type { ImportedFolder } from '../interchange/import/imported.ts'
import type { KeyStore } from '../vault/key-store.ts'
import { namesIn } from '../workbench/placeholders.ts'
import type { CollectionReader } from './collection-reader.ts'
import { readTree } from './read-tree.ts'
import type { StoredCollection } from './stored-collection.ts'

interface Secrets {
  readonly keyStore: KeyStore
  secretKey(placeId: string, name: string): string
}

type Named = { readonly id: string; readonly name: string }

/** Gives an environment another name; its secrets go along. Answers with its id under that. Throws FILE_EXISTS. */
export async function renameEnvironment(
  collection: StoredCollection,
  { id, name }: Named,
  secrets: Secrets,
  signal: AbortSignal,
): Promise<string> {
  const names = await secretNames(collection.reader, id, signal)
  const renamedId = await collection.renameEnvironment(id, name, signal)
  if (renamedId === id) return id
  await copySecrets(names, { from: id, to: renamedId }, secrets)
  await forgetSecrets(names, id, secrets)
  return renamedId
}

/** The same environment under another name, its secrets too. Answers with its id. Throws FILE_EXISTS. */
export async function duplicateEnvironment(
  collection: StoredCollection,
  { id, name }: Named,
  secrets: Secrets,
  signal: AbortSignal,
): Promise<string> {
  const names = await secretNames(collection.reader, id, signal)
  const copyId = await collection.duplicateEnvironment(id, name, signal)
  await copySecrets(names, { from: id, to: copyId }, secrets)
  return copyId
}

/** The names of its secret variables; none for what is no environment, and for one that cannot be read. */
export async function secretNames(
  reader: CollectionReader,
  environmentId: string,
  signal: AbortSignal,
): Promise<string[]> {
  try {
    const { variables } = await reader.environment(environmentId, signal)
    return variables.filter(({ isSecret }) => isSecret).map(({ name }) => name)
  } catch (error) {
    if (error instanceof AppError) return []
    throw error
  }
}

export async function forgetSecrets(
  names: readonly string[],
  placeId: string,
  { keyStore, secretKey }: Secrets,
): Promise<void> {
  for (const name of names) await keyStore.delete(secretKey(placeId, name))
}

async function copySecrets(
  names: readonly string[],
  { from, to }: { from: string; to: string },
  { keyStore, secretKey }: Secrets,
): Promise<void> {
  for (const name of names) {
    const value = await keyStore.get(secretKey(from, name))
    if (value !== null) await keyStore.set(secretKey(to, name), value)
  }
}

/** Requests and folders of its collection that name variables of the environment, switched-off rows among them. */
export async function usesOfEnvironment(
  reader: CollectionReader,
  environmentId: string,
  signal: AbortSignal,
): Promise<EnvironmentUse[]> {
  const { variables } = await reader.environment(environmentId, signal)
  const defined = new Set(variables.map(({ name }) => name))
  const { root } = await readTree(reader, reader.place.id, signal)
  const uses: EnvironmentUse[] = []
  const look = (about: { readonly docs: string }, path: readonly string[]) => {
    const names = namesIn([JSON.stringify({ ...about, docs: '' })]).filter((name) => defined.has(name))
    if (names.length > 0) uses.push({ item: path.join(' / '), names })
  }
  const walk = ({ items, ...settings }: ImportedFolder, path: readonly string[]) => {
    look(settings, path)
    for (const item of items) {
      if (item.kind === 'request') look(item.draft, [...path, item.draft.name])
      else walk(item.folder, [...path, item.folder.name])
    }
  }
  walk(root, [root.name])
  return uses
}
