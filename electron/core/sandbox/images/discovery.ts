import { importMethods } from '../image-data/read-import.ts'
import type { Answer } from '../wire/answer.ts'
import type { Call } from '../wire/call.ts'
import { json, refuse, withoutRequestId } from './image-answers.ts'
import type { ImageContext } from './image-context.ts'
import { storeNames } from './stored-image.ts'

/** What Glance of the Zed release with several stores says it speaks. */
const minorVersions = [16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]
const descriptions = { fast: 'Fast local disk', archive: 'Archive disk' } as const

/** The answer to every path outside the API, and to `/` itself, where it comes as a choice. */
export function listVersions(call: Call, status: 200 | 300): Answer {
  const versions = minorVersions.map((minor, index) => ({
    id: `v2.${minor}`,
    status: index === 0 ? 'CURRENT' : 'SUPPORTED',
    links: [{ rel: 'self', href: `${call.origin}/v2/` }],
  }))
  return withoutRequestId(json(status, { versions }))
}

export function showSchema(schema: unknown): () => Answer {
  return () => json(200, schema)
}

/** GET /v2/info/import */
export function showImport(): Answer {
  const value = [...importMethods]
  return json(200, {
    'import-methods': { description: 'Import methods available.', type: 'array', value },
  })
}

/** GET /v2/info/stores */
export function listStores(): Answer {
  return json(200, { stores: storeNames.map((id, index) => describeStore(id, index === 0)) })
}

/** GET /v2/info/stores/detail, for administrators */
export function listStoreDetails(call: Call, _params: unknown, context: ImageContext): Answer {
  if (!context.viewer.isAdmin) {
    throw refuse(call, 403, 'You are not authorized to complete stores_info_detail action.')
  }
  const details = storeNames.map((id, index) => ({
    ...describeStore(id, index === 0),
    type: 'file',
    properties: { data_dir: `stores/${id}`, chunk_size: 65_536, thin_provisioning: false },
  }))
  return json(200, { stores: details })
}

/** GET /v2/info/usage: no quota is set. */
export function showUsage(): Answer {
  return json(200, { usage: {} })
}

function describeStore(id: (typeof storeNames)[number], isDefault: boolean) {
  return { id, description: descriptions[id], ...(isDefault ? { default: 'true' } : {}) }
}
