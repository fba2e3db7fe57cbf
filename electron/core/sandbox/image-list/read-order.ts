import { refuse } from '../images/image-answers.ts'
import type { StoredImage } from '../images/stored-image.ts'
import type { Call } from '../wire/call.ts'

type Compare = (a: StoredImage, b: StoredImage) => number
type Value = string | number | null

const keys: Readonly<Record<string, (image: StoredImage) => Value>> = {
  name: (image) => image.name,
  status: (image) => image.status,
  container_format: (image) => image.containerFormat,
  disk_format: (image) => image.diskFormat,
  size: (image) => image.data?.sizeBytes ?? null,
  id: (image) => image.id,
  created_at: (image) => image.createdAt,
  updated_at: (image) => image.updatedAt,
}

/** The order asked for by `sort`, or by the older `sort_key` and `sort_dir`; the newest first where it is open. */
export function readOrder(call: Call): Compare {
  const wanted = readSort(call)
  for (const key of ['created_at', 'id']) {
    if (!wanted.some(([name]) => name === key)) wanted.push([key, 'desc'])
  }
  const comparisons = wanted.map(([name, direction]) => compareBy(call, name, direction))
  return (a, b) => {
    for (const compare of comparisons) {
      const difference = compare(a, b)
      if (difference !== 0) return difference
    }
    return 0
  }
}

function readSort(call: Call): [name: string, direction: string][] {
  const sort = call.query.getAll('sort').at(-1)
  const names = call.query.getAll('sort_key')
  const directions = call.query.getAll('sort_dir')
  if (sort !== undefined) {
    if (names.length + directions.length > 0) {
      throw refuse(call, 400, 'Old and new sorting syntax cannot be combined')
    }
    return sort.split(',').map((part) => {
      const [name = '', direction = 'desc'] = part.trim().split(':')
      return [name, direction]
    })
  }
  if (names.length === 0) names.push('created_at')
  if (directions.length > 1 && directions.length !== names.length) {
    throw refuse(call, 400, 'Number of sort dirs does not match the number of sort keys')
  }
  return names.map((name, index) => [name, directions[index] ?? directions[0] ?? 'desc'])
}

function compareBy(call: Call, name: string, direction: string): Compare {
  const valueOf = keys[name]
  if (!valueOf) {
    const known = Object.keys(keys).join(', ')
    throw refuse(call, 400, `Invalid sort key: ${name}. It must be one of the following: ${known}.`)
  }
  if (direction !== 'asc' && direction !== 'desc') {
    throw refuse(call, 400, `Invalid sort direction: ${direction}`)
  }
  const sign = direction === 'asc' ? 1 : -1
  return (a, b) => sign * compareValues(valueOf(a), valueOf(b))
}

/** What has no value comes before what has one. */
function compareValues(a: Value, b: Value): number {
  if (a === b) return 0
  if (a === null) return -1
  if (b === null) return 1
  return a < b ? -1 : 1
}
