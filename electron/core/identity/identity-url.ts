/** An auth URL without user, query, fragment and trailing slashes; nor the call that some paste along with it. */
export function plainAuthUrl(authUrl: string): string {
  const { origin, pathname } = new URL(authUrl)
  return `${origin}${pathname}`.replace(/\/+$/, '').replace(/\/auth\/tokens$/, '')
}

/** An auth URL without its version as well: append `/v3/…`. */
export function identityBase(authUrl: string): string {
  return plainAuthUrl(authUrl).replace(/\/v(3|2\.0)$/, '')
}
