import { Cookie, CookieJar as ToughJar, type SerializedCookieJar } from 'tough-cookie'

import type { CookieJar } from './exchange.ts'

/** One cookie, as an editor shows and changes it. */
export interface KeptCookie {
  readonly name: string
  readonly value: string
  readonly domain: string
  readonly path: string
  readonly isSecure: boolean
  readonly isHttpOnly: boolean
  /** For this host alone, not for those below it. */
  readonly isHostOnly: boolean
  readonly sameSite: 'strict' | 'lax' | 'none' | null
  /** Null: until the environment is closed. */
  readonly expiresAtMs: number | null
}

export interface EditableCookieJar extends CookieJar {
  list(): KeptCookie[]
  /** Adds a cookie, or changes the one of this name, domain and path. False if it is none: a broken name or value. */
  put(cookie: KeptCookie): boolean
  remove(cookie: Pick<KeptCookie, 'name' | 'domain' | 'path'>): void
  clear(): void
  /** What `createCookieJar` makes the same jar of. */
  serialize(): string
}

/** A jar with what an earlier one held; text that is none gives an empty jar. `onChange`: time to keep it again. */
export function createCookieJar(
  serialized: string | null = null,
  onChange: () => void = () => {},
): EditableCookieJar {
  const jar = readJar(serialized)
  const all = () => jar.serializeSync()?.cookies ?? []

  return {
    headerFor: (url) => jar.getCookieStringSync(url),
    take(setCookie, url) {
      try {
        const kept = jar.setCookieSync(setCookie, url)
        if (kept) onChange()
        return kept !== undefined
      } catch {
        return false
      }
    },
    list: () => all().flatMap((each) => keptCookie(Cookie.fromJSON(each))),
    put(kept) {
      const cookie = cookieOf(kept)
      if (!Cookie.parse(cookie.cookieString()) || /[;\r\n]/.test(kept.name + kept.value)) return false
      jar.store.putCookie(cookie, () => {})
      onChange()
      return true
    },
    remove(cookie) {
      jar.store.removeCookie(cookie.domain, cookie.path, cookie.name, () => {})
      onChange()
    },
    clear() {
      jar.removeAllCookiesSync()
      onChange()
    },
    serialize: () => JSON.stringify(jar.serializeSync()),
  }
}

/** A private cloud has names like `keystone.local`, which the web has no rule for. */
const options = { allowSpecialUseDomain: true, rejectPublicSuffixes: true, looseMode: false }

function readJar(serialized: string | null): ToughJar {
  const jar = new ToughJar(undefined, options)
  if (serialized === null) return jar
  try {
    const { cookies } = JSON.parse(serialized) as SerializedCookieJar
    for (const each of cookies) {
      const cookie = Cookie.fromJSON(each)
      if (cookie?.domain && cookie.path) jar.store.putCookie(cookie, () => {})
    }
  } catch {
    return new ToughJar(undefined, options)
  }
  return jar
}

function keptCookie(cookie: Cookie | undefined): KeptCookie[] {
  if (!cookie?.domain) return []
  const sameSite = (['strict', 'lax', 'none'] as const).find((each) => each === cookie.sameSite) ?? null
  const expiresAtMs = cookie.expiryTime() ?? Number.POSITIVE_INFINITY
  return [
    {
      name: cookie.key,
      value: cookie.value,
      domain: cookie.domain,
      path: cookie.path ?? '/',
      isSecure: cookie.secure,
      isHttpOnly: cookie.httpOnly,
      isHostOnly: cookie.hostOnly ?? false,
      sameSite,
      expiresAtMs: Number.isFinite(expiresAtMs) ? expiresAtMs : null,
    },
  ]
}

function cookieOf(kept: KeptCookie): Cookie {
  return new Cookie({
    key: kept.name,
    value: kept.value,
    domain: kept.domain.toLowerCase(),
    path: kept.path,
    secure: kept.isSecure,
    httpOnly: kept.isHttpOnly,
    hostOnly: kept.isHostOnly,
    sameSite: kept.sameSite ?? undefined,
    expires: kept.expiresAtMs === null ? 'Infinity' : new Date(kept.expiresAtMs),
  })
}
