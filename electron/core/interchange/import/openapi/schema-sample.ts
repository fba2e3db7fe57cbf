import { isObject } from '../lenient.ts'

const deepest = 6
const mostProperties = 50

/** Follows `$ref` inside the document; nothing is fetched. Undefined for one that leads nowhere, or in a circle. */
export function resolved(document: Record<string, unknown>, value: unknown): unknown {
  let held = value
  for (let hops = 0; hops < 20; hops += 1) {
    if (!isObject(held) || typeof held['$ref'] !== 'string') return held
    held = targetOf(document, held['$ref'])
  }
  return undefined
}

function targetOf(document: Record<string, unknown>, reference: string): unknown {
  if (!reference.startsWith('#/')) return undefined
  return reference
    .slice(2)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (held, step) => (isObject(held) && Object.hasOwn(held, step) ? held[step] : undefined),
      document,
    )
}

/** A value that fits a schema, as far as it is easily told: examples and defaults first. */
export function sampleOf(document: Record<string, unknown>, given: unknown, depth = 0): unknown {
  const schema = resolved(document, given)
  if (!isObject(schema) || depth > deepest) return null
  for (const key of ['example', 'default', 'const']) if (schema[key] !== undefined) return schema[key]
  const [first] = ['examples', 'enum'].flatMap((key) =>
    Array.isArray(schema[key]) ? (schema[key] as unknown[]) : [],
  )
  if (first !== undefined) return first
  if (Array.isArray(schema['allOf'])) {
    const parts = schema['allOf'].slice(0, mostProperties).map((part) => sampleOf(document, part, depth + 1))
    return Object.fromEntries(parts.filter(isObject).flatMap((part) => Object.entries(part)))
  }
  const [choice] = [schema['oneOf'], schema['anyOf']].flatMap((each) =>
    Array.isArray(each) ? (each as unknown[]) : [],
  )
  if (choice !== undefined) return sampleOf(document, choice, depth + 1)
  return ofType(document, schema, depth)
}

function ofType(document: Record<string, unknown>, schema: Record<string, unknown>, depth: number): unknown {
  const type: unknown = Array.isArray(schema['type']) ? schema['type'][0] : schema['type']
  if (type === 'array') return [sampleOf(document, schema['items'], depth + 1)]
  if (type === 'object' || isObject(schema['properties'])) {
    const properties = isObject(schema['properties']) ? schema['properties'] : {}
    return Object.fromEntries(
      Object.entries(properties)
        .slice(0, mostProperties)
        .map(([name, property]) => [name, sampleOf(document, property, depth + 2)]),
    )
  }
  if (type === 'integer' || type === 'number') return 0
  if (type === 'boolean') return false
  return type === 'null' ? null : ''
}
