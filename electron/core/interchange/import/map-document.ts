import type { ImportNote } from '../../../../shared/model/import.ts'
import { fromArc, isArc } from './arc/from-arc.ts'
import { fromOpenCollection } from './bruno/from-open-collection.ts'
import { fromHar } from './har/from-har.ts'
import { importContext } from './import-context.ts'
import type { Imported } from './imported.ts'
import { fromInsomnia4, fromInsomnia5 } from './insomnia/from-insomnia.ts'
import { isObject, textOf } from './lenient.ts'
import { fromOpenApi } from './openapi/from-openapi.ts'
import { fromPostman, fromPostmanDump, fromPostmanEnvironment } from './postman/from-postman.ts'

export type Mapped =
  | { kind: 'imported'; imported: Imported }
  | { kind: 'unknown-format' }
  | { kind: 'unknown-version'; version: string }

type Mapper = (
  data: Record<string, unknown>,
  context: ReturnType<typeof importContext>,
) => Omit<Imported, 'notes'>

/** Tells by its marks what a document is, and brings it into the common shape. */
export function mapDocument(data: unknown): Mapped {
  if (!isObject(data)) return { kind: 'unknown-format' }
  const mapper = mapperFor(data)
  if (mapper === null) return { kind: 'unknown-format' }
  if (typeof mapper === 'string') return { kind: 'unknown-version', version: mapper }
  const notes: ImportNote[] = []
  return { kind: 'imported', imported: { ...mapper(data, importContext(notes)), notes } }
}

/** A string is a version that is not known. */
function mapperFor(data: Record<string, unknown>): Mapper | string | null {
  if ('swagger' in data)
    return textOf(data['swagger']).startsWith('2') ? fromOpenApi : `Swagger ${textOf(data['swagger'])}`
  if ('openapi' in data)
    return textOf(data['openapi']).startsWith('3') ? fromOpenApi : `OpenAPI ${textOf(data['openapi'])}`
  if (isObject(data['log']) && Array.isArray(data['log']['entries'])) return fromHar
  return ofInsomnia(data) ?? ofPostman(data) ?? ofBruno(data) ?? (isArc(data) ? fromArc : null)
}

function ofInsomnia(data: Record<string, unknown>): Mapper | string | null {
  const type = textOf(data['type'])
  if (/\.insomnia(?:\.rest)?\/\d/.test(type))
    return /\/5\b/.test(type) ? fromInsomnia5 : `Insomnia ${type.split('/')[1] ?? ''}`
  if (data['_type'] !== 'export' || !Array.isArray(data['resources'])) return null
  const version = textOf(data['__export_format'])
  return version === '4' || version === '3' ? fromInsomnia4 : `Insomnia ${version}`
}

function ofPostman(data: Record<string, unknown>): Mapper | string | null {
  // The API of Postman wraps a collection once more.
  if (isObject(data['collection']) && isObject(data['collection']['info'])) {
    const inner = data['collection']
    return (_, context) => fromPostman(inner, context)
  }
  if (Array.isArray(data['collections']) && !('requests' in data)) return fromPostmanDump
  if (Array.isArray(data['values']) && ('_postman_variable_scope' in data || 'name' in data))
    return fromPostmanEnvironment
  const info = isObject(data['info']) ? data['info'] : {}
  const schema = textOf(info['schema'])
  if (/postman\.com|getpostman/.test(schema)) {
    return /\/v2\.[01]\.\d/.test(schema) ? fromPostman : `Postman ${/\/(v[\d.]+)/.exec(schema)?.[1] ?? ''}`
  }
  return Array.isArray(data['item']) ? fromPostman : null
}

function ofBruno(data: Record<string, unknown>): Mapper | string | null {
  const version = data['opencollection']
  if (version !== undefined)
    return /^1(?:\.|$)/.test(textOf(version)) ? fromOpenCollection : `OpenCollection ${textOf(version)}`
  const isRequest = isObject(data['http']) && isObject(data['info']) && data['info']['type'] === 'http'
  return isRequest ? fromOpenCollection : null
}
