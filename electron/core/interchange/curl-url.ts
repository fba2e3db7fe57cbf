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
