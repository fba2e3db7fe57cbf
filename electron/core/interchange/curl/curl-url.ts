/** The URL that curl would ask: `http://` where no scheme is written, and no user information. */
export function curlUrl(url: string): string {
  const hasScheme = /^[a-z][\w+.-]*:\/\//i.test(url) || url.startsWith('{{')
  return (hasScheme ? url : `http://${url}`).replace(/^([a-z][\w+.-]*:\/\/)[^/?#]*@/i, '$1')
}

/** User information of a URL, decoded: curl makes Basic credentials of it. */
export function userOf(url: string): string | null {
  const user = /^(?:[a-z][\w+.-]*:\/\/)?([^/?#]*)@/i.exec(url)?.[1]
  if (user === undefined || user === '') return null
  try {
    return decodeURIComponent(user)
  } catch {
    return user
  }
}

/** Adds to the query of a URL, before its fragment. */
export function withQuery(url: string, pieces: readonly string[]): string {
  const added = pieces.filter((piece) => piece !== '').join('&')
  if (added === '') return url
  const [, address = '', fragment = ''] = /^([^#]*)(#[^]*)?$/.exec(url) ?? []
  if (!address.includes('?')) return `${address}?${added}${fragment}`
  return `${address}${/[?&]$/.test(address) ? '' : '&'}${added}${fragment}`
}

/** Whether a URL names a file, and not a folder or a host alone. */
export function hasFileName(url: string): boolean {
  const [address = ''] = url.split(/[?#]/)
  const path = address.replace(/^(?:[a-z][\w+.-]*:\/\/[^/]*|\{\{[\w.-]+\}\})/i, '')
  return /[^/]$/.test(path)
}

/** `-T` to a URL that names no file goes to the name of the sent file under it. */
export function withFileName(url: string, path: string): string {
  if (hasFileName(url) || path === '-' || path === '.') return url
  const [, address = '', rest = ''] = /^([^?#]*)([^]*)$/.exec(url) ?? []
  const name = encodeURIComponent(path.split('/').at(-1) ?? '')
  return `${address.replace(/\/$/, '')}/${name}${rest}`
}

const mostUrls = 100

/**
 * The URLs of one with curl's patterns: `{a,b}`, `[1-3]`, `[01-10:2]`, `[a-c]`. A variable is none. A pattern that
 * curl would refuse, or that makes more than a hundred, stays as it is written.
 */
export function expandGlobs(url: string): string[] {
  let urls = ['']
  for (const part of url.split(/(\{\{[^{}]*\}\}|\{[^{}]*\}|\[[^[\]]*\])/)) {
    const choices = choicesOf(part)
    if (urls.length * choices.length > mostUrls) return [url]
    urls = urls.flatMap((start) => choices.map((choice) => start + choice))
  }
  return urls
}

function choicesOf(part: string): string[] {
  if (part.startsWith('{{')) return [part]
  if (part.startsWith('{')) return part.slice(1, -1).split(',')
  const range = /^\[(\d+|[a-zA-Z])-(\d+|[a-zA-Z])(?::(\d+))?\]$/.exec(part)
  if (!range) return [part]
  const [, from = '', to = '', step = '1'] = range
  const isNumber = /^\d/.test(from)
  if (isNumber !== /^\d/.test(to)) return [part]
  const [first, last] = isNumber ? [Number(from), Number(to)] : [from.charCodeAt(0), to.charCodeAt(0)]
  const by = Number(step)
  if (last < first || by < 1 || (last - first) / by >= mostUrls) return [part]
  const count = Math.floor((last - first) / by) + 1
  return Array.from({ length: count }, (_, index) => {
    const value = first + index * by
    return isNumber ? String(value).padStart(from.length, '0') : String.fromCharCode(value)
  })
}
