import { type Call, header } from '../wire/call.ts'
import { isReadOnly, isReserved } from './check-image.ts'
import { refuse, refuseMediaType } from './image-answers.ts'
import { readJson } from './read-json.ts'

export interface Change {
  readonly op: 'add' | 'replace' | 'remove'
  readonly name: string
  readonly value: unknown
  /** The older form refuses to add what is there already. */
  readonly isOldForm: boolean
}

const mediaTypes = [
  'application/openstack-images-v2.0-json-patch',
  'application/openstack-images-v2.1-json-patch',
]
const ops = ['add', 'remove', 'replace']

/** The changes of a PATCH: JSON patch with three operations, on paths of one segment (RFC 6902 in part). */
export async function readJsonPatch(call: Call): Promise<Change[]> {
  const mediaType = (header(call, 'content-type') ?? 'text/plain').split(';')[0]?.trim() ?? ''
  if (!mediaTypes.includes(mediaType)) {
    throw refuseMediaType(call, mediaType, '', [['Accept-Patch', mediaTypes.join(', ')]])
  }
  const body = await readJson(call)
  if (!Array.isArray(body)) throw refuse(call, 400, 'Request body must be a JSON array of operation objects.')
  return body.map((operation) => readOperation(call, operation, mediaType === mediaTypes[0]))
}

function readOperation(call: Call, operation: unknown, isOldForm: boolean): Change {
  if (typeof operation !== 'object' || operation === null || Array.isArray(operation)) {
    throw refuse(call, 400, 'Operations must be JSON objects.')
  }
  const fields = operation as Record<string, unknown>
  const [op, path] = isOldForm ? readOldOp(call, fields) : readOp(call, fields)
  if (op !== 'remove' && !('value' in fields)) {
    throw refuse(call, 400, `Operation "${op}" requires a member named "value".`)
  }
  const name = readPointer(call, path)
  if (isReadOnly(name) || name === 'id') throw refuse(call, 403, `Attribute '${name}' is read-only.`)
  if (isReserved(name)) throw refuse(call, 403, `Attribute '${name}' is reserved.`)
  return { op, name, value: fields.value, isOldForm }
}

function readOp(call: Call, fields: Record<string, unknown>): [Change['op'], string] {
  const { op, path } = fields
  const choice = `It must be one of the following: ${ops.join(', ')}.`
  if (op === undefined) throw refuse(call, 400, `Unable to find \`op\` in JSON Schema change. ${choice}`)
  if (!isOp(op)) {
    const name = typeof op === 'string' ? op : JSON.stringify(op)
    throw refuse(call, 400, `Invalid operation: \`${name}\`. ${choice}`)
  }
  if (typeof path !== 'string') throw refuse(call, 400, "Unable to find 'path' in JSON Schema change")
  return [op, path]
}

function readOldOp(call: Call, fields: Record<string, unknown>): [Change['op'], string] {
  const [op, ...others] = Object.keys(fields).filter(isOp)
  if (op === undefined || others.length > 0) {
    const message = 'Operation objects must contain exactly one member named "add", "remove", or "replace".'
    throw refuse(call, 400, message)
  }
  return [op, String(fields[op])]
}

function readPointer(call: Call, pointer: string): string {
  if (!pointer.startsWith('/')) throw refuse(call, 400, `Pointer \`${pointer}\` does not start with "/".`)
  if (/~(?![01])/.test(pointer)) {
    throw refuse(call, 400, `Pointer \`${pointer}\` contains "~" not part of a recognized escape sequence.`)
  }
  const name = pointer.slice(1)
  if (name.includes('/')) throw refuse(call, 400, `Invalid JSON pointer for this resource: '${pointer}'`)
  return name.replaceAll('~1', '/').replaceAll('~0', '~')
}

function isOp(value: unknown): value is Change['op'] {
  return typeof value === 'string' && ops.includes(value)
}
