/** Keys and types of a JSON value as one line: `{id:string,tags:[string],size:null|number}`. */
export function shapeOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return `[${unique(value.map(shapeOf)).join('|')}]`
  if (typeof value !== 'object') return typeof value
  const entries = Object.entries(value).map(([key, inner]) => `${key}:${shapeOf(inner)}`)
  return `{${entries.toSorted().join(',')}}`
}

function unique(shapes: readonly string[]): string[] {
  return [...new Set(shapes)].toSorted()
}
