import { refuse } from '../images/image-answers.ts'
import { canChange, membership, owns, type Viewer } from '../images/image-context.ts'
import { describeImage, type StoredImage } from '../images/stored-image.ts'
import type { Call } from '../wire/call.ts'

type Filter = (image: StoredImage) => boolean

const notFilters = ['limit', 'marker', 'sort', 'sort_key', 'sort_dir', 'member_status']
const listable = ['name', 'status', 'id', 'disk_format', 'container_format']
const visibilities = ['public', 'private', 'shared', 'community', 'all']
const memberStatuses = ['pending', 'accepted', 'rejected', 'all']

/** Which images a list holds: what the viewer finds there by default, and the filters of the query on top. */
export function readFilter(call: Call, viewer: Viewer): Filter {
  const filters = [readVisibility(call, viewer)]
  if (!call.query.has('os_hidden')) filters.push((image) => !image.osHidden)
  for (const [name, value] of call.query) {
    if (name !== 'visibility' && !notFilters.includes(name)) filters.push(readOne(call, name, value))
  }
  return (image) => filters.every((isWanted) => isWanted(image))
}

/** By default: own, public and accepted images, and for administrators all but the community's. */
function readVisibility(call: Call, viewer: Viewer): Filter {
  const visibility = call.query.get('visibility')
  if (visibility !== null && !visibilities.includes(visibility)) {
    throw refuse(call, 400, `Invalid visibility value: ${visibility}`)
  }
  const memberStatus = call.query.get('member_status') ?? 'accepted'
  if (!memberStatuses.includes(memberStatus)) throw refuse(call, 400, `Invalid status: ${memberStatus}`)
  return (image) => {
    if (visibility !== null && visibility !== 'all' && image.visibility !== visibility) return false
    if (image.visibility === 'community') return visibility !== null || owns(viewer, image)
    if (image.visibility === 'public' || canChange(viewer, image)) return true
    const status = membership(viewer, image)
    return status !== null && (memberStatus === 'all' || status === memberStatus)
  }
}

function readOne(call: Call, name: string, value: string): Filter {
  switch (name) {
    case 'changes-since':
      throw refuse(call, 400, 'The "changes-since" filter is no longer available on v2.')
    case 'tag':
      return (image) => image.tags.includes(value)
    case 'size_min':
    case 'size_max':
      return readSize(call, name, value)
    case 'os_hidden':
    case 'protected':
      return readFlag(call, name, value)
    case 'created_at':
    case 'updated_at':
      return readMoment(call, name, value)
    default:
      return readValue(call, name, value)
  }
}

function readSize(call: Call, name: 'size_min' | 'size_max', value: string): Filter {
  const bound = Number(value)
  if (value.trim() === '' || Number.isNaN(bound)) {
    throw refuse(call, 400, 'Unable to filter on a range with a non-numeric value.')
  }
  return ({ data }) =>
    data !== null && (name === 'size_min' ? data.sizeBytes >= bound : data.sizeBytes <= bound)
}

function readFlag(call: Call, name: 'os_hidden' | 'protected', value: string): Filter {
  const flag = value.toLowerCase()
  if (flag !== 'true' && flag !== 'false') {
    const choice = "Valid values are 'true' or 'false'."
    throw refuse(call, 400, `Invalid value '${value}' for '${name}' filter. ${choice}`)
  }
  return (image) => (name === 'os_hidden' ? image.osHidden : image.protected) === (flag === 'true')
}

function readMoment(call: Call, name: 'created_at' | 'updated_at', value: string): Filter {
  const [operator, text] = splitOperator(value)
  const bound = parseMoment(text)
  if (Number.isNaN(bound)) {
    throw refuse(call, 400, `Bad "${name}" query filter format. Use ISO 8601 DateTime notation.`)
  }
  const compare = comparisons[operator]
  if (!compare) throw refuse(call, 400, 'Unable to filter on a unknown operator.')
  return (image) => compare(Date.parse(name === 'created_at' ? image.createdAt : image.updatedAt), bound)
}

const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  gt: (a, b) => a > b,
  gte: (a, b) => a >= b,
  eq: (a, b) => a === b,
  neq: (a, b) => a !== b,
  lt: (a, b) => a < b,
  lte: (a, b) => a <= b,
}

/** A moment holds colons of its own, so an operator is looked for only in what is not one. */
function splitOperator(value: string): [operator: string, text: string] {
  const colon = value.indexOf(':')
  if (colon === -1 || !Number.isNaN(parseMoment(value))) return ['eq', value]
  return [value.slice(0, colon), value.slice(colon + 1)]
}

function parseMoment(text: string): number {
  return /^\d{4}/.test(text) ? Date.parse(text) : Number.NaN
}

/** Any other name is a field or a property of the image's own, compared as text. */
function readValue(call: Call, name: string, value: string): Filter {
  const wanted = listable.includes(name) ? readOperator(call, value) : [value]
  return (image) => {
    const actual: unknown = Reflect.get(describeImage(image, true), name)
    const text = typeof actual === 'string' || typeof actual === 'number' ? `${actual}` : null
    return text !== null && wanted.includes(text)
  }
}

function readOperator(call: Call, value: string): string[] {
  const [operator, text] = splitOperator(value)
  if (operator === 'in') return splitList(call, text)
  if (operator === 'eq') return [text]
  throw refuse(call, 400, `Unable to filter by unknown operator '${operator}'.`)
}

/** Splits at commas, but not within double quotes. */
function splitList(call: Call, text: string): string[] {
  const parts: string[] = []
  let rest = text
  while (rest !== '') {
    const quoted = /^"([^"]*)"(,|$)/.exec(rest)
    if (rest.startsWith('"') && !quoted) {
      throw refuse(call, 400, `Invalid filter value ${text}. The quote is not closed.`)
    }
    const plain = /^([^,]*)(,|$)/.exec(rest)
    const [whole = rest, part = ''] = quoted ?? plain ?? []
    parts.push(part)
    rest = rest.slice(whole.length)
  }
  return parts
}
