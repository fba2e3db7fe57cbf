import type { MetadefNamespace } from '../../../shared/model/image-service.ts'

/**
 * The namespaces that a filter leaves: those whose own name or text has every word, whole; of the rest, the properties
 * that do.
 */
export function matchingNamespaces(
  namespaces: readonly MetadefNamespace[],
  filter: string,
): readonly MetadefNamespace[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return namespaces
  const matches = (...texts: (string | null)[]) => {
    const text = texts.join(' ').toLowerCase()
    return words.every((word) => text.includes(word))
  }
  return namespaces.flatMap((namespace) => {
    const { name, title, description, properties } = namespace
    if (matches(name, title, description)) return [namespace]
    const left = properties.filter((property) =>
      matches(property.name, property.title, property.description, ...property.choices),
    )
    return left.length > 0 ? [{ ...namespace, properties: left }] : []
  })
}
