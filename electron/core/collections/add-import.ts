import { join } from 'node:path'

import { AppError } from '../../../shared/errors.ts'
import type { ImportNote } from '../../../shared/model/import.ts'
import type { ReadImport } from '../interchange/import/move-secrets.ts'
import { type PlacedSecret, writeImport } from '../interchange/import/write-import.ts'
import { fileNameFor, freeName } from './file-name-for.ts'
import type { StoredCollection } from './stored-collection.ts'

/**
 * Writes an import as a new folder among the others, and its environments beside those of the collection, under names
 * that none of them has. Answers with its secrets, by the ids of the places that define them.
 */
export async function addImport(
  collection: StoredCollection,
  { folderId, read }: { folderId: string; read: ReadImport },
  signal: AbortSignal,
): Promise<{ id: string; secrets: readonly PlacedSecret[]; notes: readonly ImportNote[] }> {
  const { reader } = collection
  if (reader.place.isFixed) throw new AppError('COLLECTION_REFUSES', { reason: 'comes-with-the-app' })
  const { path: dir } = await reader.find(folderId, ['folder'], signal)
  const siblings = await reader.siblings(folderId, 'folder', signal)
  const seq = Math.max(0, ...siblings.map((place) => place.seq ?? 0)) + 1
  const name = await fileNameFor(dir, read.imported.root.name, '')
  const order = { to: join(dir, name), seq, paths: reader.paths }
  const { secrets, notes } = await writeImport(read, order, signal)
  const id = `${folderId}/${name}`
  const placed = secrets.map((secret) => ({ ...secret, place: secret.place ? `${id}/${secret.place}` : id }))
  reader.forget()
  return { id, secrets: [...placed, ...(await addEnvironments(collection, read, signal))], notes }
}

async function addEnvironments(
  collection: StoredCollection,
  { imported, variableSecrets }: ReadImport,
  signal: AbortSignal,
): Promise<PlacedSecret[]> {
  const { environments } = await collection.reader.index(signal)
  const taken = new Set(environments.map(({ name }) => name.toLowerCase()))
  const secrets: PlacedSecret[] = []
  for (const { name: wanted, variables } of imported.environments) {
    const name = freeName(taken, wanted, '')
    const held = variables.filter((variable) => variable.name !== '')
    const place = await collection.saveEnvironment({ name, variables: [...held] }, signal)
    for (const variable of held) {
      const value = variableSecrets.get(variable)
      if (value !== undefined) secrets.push({ place, name: variable.name, value })
    }
  }
  return secrets
}
