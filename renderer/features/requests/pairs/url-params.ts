/** One part of a query between two `&`, exactly as it stands in the URL. */
export interface UrlParam {
  readonly name: string
  /** Null when the part has no `=`, which is not the same request as an empty value. */
  readonly value: string | null
}

export interface UrlParts {
  /** Everything before the `?`. */
  readonly base: string
  readonly params: readonly UrlParam[]
  /** With its `#`; empty when there is none. */
  readonly fragment: string
}

/**
 * Takes a URL apart without decoding anything: `joinUrl(splitUrl(url))` is `url` for any text, finished or not.
 * A lone `?` is one nameless part.
 */
export function splitUrl(url: string): UrlParts {
  const hash = url.indexOf('#')
  const beforeHash = hash < 0 ? url : url.slice(0, hash)
  const fragment = hash < 0 ? '' : url.slice(hash)
  const mark = beforeHash.indexOf('?')
  if (mark < 0) return { base: beforeHash, params: [], fragment }
  const params = beforeHash
    .slice(mark + 1)
    .split('&')
    .map(toParam)
  return { base: beforeHash.slice(0, mark), params, fragment }
}

export function joinUrl({ base, params, fragment }: UrlParts): string {
  const query = params.map(({ name, value }) => (value === null ? name : `${name}=${value}`)).join('&')
  return params.length === 0 ? base + fragment : `${base}?${query}${fragment}`
}

/**
 * A param as typed into a grid. Only what would end the cell in the URL (`&`, `#`, and `=` in a name) is escaped;
 * everything else, escapes included, stays as it was typed.
 */
export function typedParam(name: string, value: string | null): UrlParam {
  return {
    name: escape(name, /[&#=]/g),
    value: value === null ? null : escape(value, /[&#]/g),
  }
}

function escape(text: string, pattern: RegExp): string {
  return text.replace(pattern, (character) => encodeURIComponent(character))
}

function toParam(part: string): UrlParam {
  const equals = part.indexOf('=')
  return equals < 0
    ? { name: part, value: null }
    : { name: part.slice(0, equals), value: part.slice(equals + 1) }
}
