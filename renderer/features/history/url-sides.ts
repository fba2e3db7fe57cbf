/** A URL as it is read in a list: which server, and what was asked of it. Both together are the URL. */
export function urlSides(url: string): { origin: string; path: string } {
  const origin = /^[a-z][\w+.-]*:\/\/[^/?#]*/i.exec(url)?.[0] ?? ''
  return { origin, path: url.slice(origin.length) }
}
