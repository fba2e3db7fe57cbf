import { type FieldSchema, imageFields, otherField } from './image-schema.ts'

/** Names that can be neither set nor removed, whatever they hold. */
const reserved = ['deleted', 'deleted_at', 'location', 'locations']

export function isReserved(name: string): boolean {
  return name.startsWith('os_glance_') || reserved.includes(name)
}

export function isReadOnly(name: string): boolean {
  return imageFields[name]?.readOnly === true
}

/** The fields a client can set by name; every other name is a property of the client's own. */
export function isField(name: string): boolean {
  return name in imageFields
}

/** Says what is wrong with a value in the words of Glance's schema check, or null. */
export function schemaProblem(name: string, value: unknown): string | null {
  const isKnown = isField(name)
  const schema = imageFields[name] ?? otherField
  const place = isKnown ? `['properties']['${name}']` : "['additionalProperties']"
  const found = violation(schema, value) ?? tagViolation(name, value)
  if (!found) return null
  const [rule, claim] = found
  return (
    `Provided object does not match schema 'image': ${repr(value)} ${claim}  Failed validating '${rule}' in ` +
    `schema${place}:     ${repr(schema)}  On instance['${name}']:     ${repr(value)}`
  )
}

/** Glance keeps nothing beyond the basic multilingual plane: MySQL's `utf8` has no room for it. */
export function wideProblem(name: string, value: unknown): string | null {
  if (/[\u{10000}-\u{10ffff}]/u.test(name)) return "Property names can't contain 4 byte unicode."
  return /[\u{10000}-\u{10ffff}]/u.test(JSON.stringify(value))
    ? "Param values can't contain 4 byte unicode."
    : null
}

/** What the schema leaves open and Glance checks all the same. */
export function numberProblem(name: string, value: unknown): string | null {
  if ((name !== 'min_disk' && name !== 'min_ram') || typeof value !== 'number') return null
  if (value < 0) return `Invalid value '${value}' for parameter '${name}': Cannot be a negative value`
  return value > 0x7f_ff_ff_ff ? `'${name}' value out of range, must not exceed 2147483647.` : null
}

function violation(schema: FieldSchema, value: unknown): [rule: string, claim: string] | null {
  const types = [schema.type].flat()
  if (!types.some((type) => hasType(type, value))) {
    return ['type', `is not of type ${types.map((type) => `'${type}'`).join(', ')}`]
  }
  if (schema.enum && !schema.enum.includes(value as string | null)) {
    return ['enum', `is not one of ${repr(schema.enum)}`]
  }
  if (typeof value !== 'string') return null
  if (schema.pattern && !new RegExp(schema.pattern).test(value)) {
    return ['pattern', `does not match '${schema.pattern}'`]
  }
  return Array.from(value).length > (schema.maxLength ?? Number.POSITIVE_INFINITY)
    ? ['maxLength', 'is too long']
    : null
}

function tagViolation(name: string, value: unknown): [rule: string, claim: string] | null {
  if (name !== 'tags' || !Array.isArray(value)) return null
  const item: FieldSchema = { type: 'string', maxLength: 255 }
  for (const tag of value) {
    const found = violation(item, tag)
    if (found) return found
  }
  return null
}

function hasType(type: string, value: unknown): boolean {
  switch (type) {
    case 'null':
      return value === null
    case 'array':
      return Array.isArray(value)
    case 'integer':
      return Number.isInteger(value)
    default:
      return typeof value === type
  }
}

/** A value as Python writes it, for that is how the messages show them. */
function repr(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'number') return String(value)
  if (Array.isArray(value)) return `[${value.map(repr).join(', ')}]`
  if (typeof value !== 'object' || value === null) return 'None'
  const entries = Object.entries(value).map(([key, inner]) => `'${key}': ${repr(inner)}`)
  return `{${entries.join(', ')}}`
}
