import { json, refuse } from '../images/image-answers.ts'
import type { ImageContext } from '../images/image-context.ts'
import { describeImage, type StoredImage } from '../images/stored-image.ts'
import type { Answer } from '../wire/answer.ts'
import type { Call } from '../wire/call.ts'
import { readFilter } from './read-filter.ts'
import { readOrder } from './read-order.ts'

const defaultLimit = 25
const maximalLimit = 1000

/** GET /v2/images */
export function listImages(call: Call, _params: unknown, context: ImageContext): Answer {
  const limit = readLimit(call)
  const order = readOrder(call)
  const isWanted = readFilter(call, context.viewer)
  const marker = readMarker(call, context)

  const found = [...context.store.all()].filter(isWanted)
  const later = marker ? found.filter((image) => order(marker, image) < 0) : found
  const page = later.toSorted(order).slice(0, limit)
  const last = page.at(-1)
  // A page that is full is taken not to be the last one, even when it is.
  const hasNext = last !== undefined && page.length === limit
  return json(200, {
    images: page.map((image) => describeImage(image, context.viewer.isAdmin)),
    first: `/v2/images${queryOf(call, null)}`,
    schema: '/v2/schemas/images',
    ...(hasNext ? { next: `/v2/images${queryOf(call, last.id)}` } : {}),
  })
}

function readLimit(call: Call): number {
  const text = call.query.getAll('limit').at(-1)
  if (text === undefined) return defaultLimit
  if (!/^\s*[+-]?\d+\s*$/.test(text)) throw refuse(call, 400, 'limit param must be an integer')
  const limit = Number(text)
  if (limit < 0) throw refuse(call, 400, 'limit param must be positive')
  return Math.min(limit, maximalLimit)
}

function readMarker(call: Call, { store }: ImageContext): StoredImage | null {
  const id = call.query.get('marker')
  if (id === null) return null
  const marker = store.get(id)
  if (!marker) throw refuse(call, 400, `No image found with ID ${id}`)
  return marker
}

/** The query of a link to another page. Of a parameter given twice only the last survives, a fault of Glance's. */
function queryOf(call: Call, marker: string | null): string {
  const query = new Map(call.query)
  query.delete('marker')
  if (marker !== null) query.set('marker', marker)
  return query.size === 0 ? '' : `?${new URLSearchParams([...query]).toString()}`
}
