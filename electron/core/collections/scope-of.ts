import type { RequestPlace } from '../../../shared/model/request.ts'
import type { RequestScope, VariableLayer } from '../workbench/request-scope.ts'
import type { CollectionReader } from './collection-reader.ts'

interface Places {
  /** Throws COLLECTION_ITEM_GONE. */
  holding(id: string): CollectionReader
  secretKey(placeId: string, name: string): string
}

/** What a request has from its collection, its folders and the environment that is chosen. */
export async function scopeOf(
  { sourceId, environmentId }: RequestPlace,
  { holding, secretKey }: Places,
  signal: AbortSignal,
): Promise<RequestScope> {
  const layerOf = (
    origin: VariableLayer['origin'],
    id: string,
    definitions: VariableLayer['definitions'],
  ): VariableLayer => ({ origin, definitions, secretKey: (name) => secretKey(id, name) })

  const folders = sourceId === null ? [] : await holding(sourceId).foldersOf(sourceId, signal)
  const environment =
    environmentId === null ? null : await holding(environmentId).environment(environmentId, signal)
  const [collection, ...inner] = folders
  const layers = [
    ...(collection ? [layerOf('collection', collection.id, collection.settings.variables)] : []),
    ...(environment && environmentId !== null
      ? [layerOf('environment', environmentId, environment.variables)]
      : []),
    ...inner.map(({ id, settings }) => layerOf('folder', id, settings.variables)),
  ]
  const auth = folders.map(({ settings }) => settings.auth).findLast(({ kind }) => kind !== 'inherit')
  return {
    layers,
    headers: nearest(folders.map(({ settings }) => settings.headers)),
    auth: auth ?? { kind: 'none' },
  }
}

/** A nearer folder's header takes the place of a farther one's of the same name. */
function nearest(levels: readonly RequestScope['headers'][]): RequestScope['headers'] {
  return levels.reduce((above, own) => {
    const names = new Set(own.map(({ name }) => name.toLowerCase()))
    return [...above.filter(({ name }) => !names.has(name.toLowerCase())), ...own]
  }, [])
}
