export type ParsedProperties =
  | { readonly properties: Readonly<Record<string, string>> }
  | { readonly problem: 'Json' | 'Object' | 'Value'; readonly detail: string }

/** Reads a JSON object of texts. Anything else would be sent and refused, so it is told before. */
export function parseProperties(text: string): ParsedProperties {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { problem: 'Json', detail: error instanceof Error ? error.message : '' }
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { problem: 'Object', detail: '' }
  const odd = Object.entries(value).find(([, item]) => typeof item !== 'string')
  if (odd) return { problem: 'Value', detail: odd[0] }
  return { properties: value as Record<string, string> }
}
