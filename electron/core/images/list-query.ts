import type { ImageQuery } from '../../../shared/model/image-query.ts'

/** The parameters of a list but for its place (Image API v2, "List images"). */
export function listParameters(query: ImageQuery): URLSearchParams {
  const parameters = new URLSearchParams(query.properties)
  const set = (name: string, value: string | number | boolean | undefined) => {
    if (value !== undefined) parameters.set(name, String(value))
  }
  set('name', anyOf(query.names))
  set('status', anyOf(query.statuses))
  set('disk_format', anyOf(query.diskFormats))
  set('container_format', anyOf(query.containerFormats))
  set('visibility', query.visibility)
  set('member_status', query.memberStatus)
  set('owner', query.owner)
  set('protected', query.isProtected)
  set('os_hidden', query.isHidden)
  set('size_min', query.minSizeBytes)
  set('size_max', query.maxSizeBytes)
  for (const tag of new Set(query.tags)) parameters.append('tag', tag)
  set('sort', sortOf(query))
  return parameters
}

/** A value by itself needs no quotes, only a word before it where it would be taken for an operator. */
function anyOf(values: readonly string[] | undefined): string | undefined {
  const [first, ...others] = values ?? []
  if (first === undefined) return undefined
  if (others.length === 0) return first.includes(':') ? `eq:${first}` : first
  return `in:${[first, ...others].map((value) => (value.includes(',') ? `"${value}"` : value)).join(',')}`
}

/** With the id last, so that images which are alike in all else still have one order. */
function sortOf({ sort = [] }: ImageQuery): string {
  const keys = sort.length === 0 ? [{ key: 'created_at', direction: 'desc' } as const] : sort
  const last = keys.at(-1)?.direction ?? 'desc'
  const all = keys.some(({ key }) => key === 'id') ? keys : [...keys, { key: 'id', direction: last }]
  return all.map(({ key, direction }) => `${key}:${direction}`).join(',')
}
