import { Cookie, CookieJar as ToughJar, type SerializedCookieJar } from 'tough-cookie'

import type { CookieFacts, CookieKey } from '../../../shared/model/cookie.ts'
import { type CookieFault, cookieFault, mostCookieBytes, storedDomain } from './cookie-fault.ts'
import type { CookieJar } from './exchange.ts'

/** One cookie, as an editor shows and changes it. */
export type KeptCookie = CookieFacts & { readonly value: string }

export interface EditableCookieJar extends CookieJar {
  /** Those that have not ended. */
  list(): KeptCookie[]
  /** Adds a cookie, or changes the one of this name, domain and path, unless something is wrong with it. */
  put(cookie: KeptCookie): CookieFault | null
  remove(cookie: CookieKey): void
  clear(domain: string | null): void
  /** What `createCookieJar` makes the same jar of, but for the cookies that end with the app. Null if it is empty then. */
  serialize(): string | null
}

/** A jar with what an earlier one held; text that is none gives an empty jar. `onChange`: time to keep it again. */
export function createCookieJar(
  serialized: string | null = null,
  onChange: () => void = () => {},
): EditableCookieJar {
  const jar = readJar(serialized)
  const all = () => (jar.serializeSync()?.cookies ?? []).flatMap((each) => live(Cookie.fromJSON(each)))

  return {
    headerFor: (url) => jar.getCookieStringSync(url),
    take(setCookie, url) {
      try {
        if (setCookie.split(';', 1)[0]!.length > mostCookieBytes) return false
        const kept = jar.setCookieSync(setCookie, url)
        if (!kept) return false
        fixEnd(kept)
        dropOldest(jar, all(), kept.domain)
        onChange()
        return true
      } catch {
        return false
      }
    },
    list: () => all().map(keptCookie),
    put(kept) {
      const fault = cookieFault(kept)
      if (fault) return fault
      jar.store.putCookie(cookieOf(kept), () => {})
      onChange()
      return null
    },
    remove(cookie) {
      jar.store.removeCookie(cookie.domain, cookie.path, cookie.name, () => {})
      onChange()
    },
    clear(domain) {
      if (domain === null) jar.removeAllCookiesSync()
      else jar.store.removeCookies(domain, null, () => {})
      onChange()
    },
    serialize() {
      const lasting = all().filter((cookie) => cookie.isPersistent())
      return lasting.length === 0 ? null : JSON.stringify({ cookies: lasting })
    },
  }
}

/** A private cloud has names like `keystone.local`, which the web has no rule for. */
const options = { allowSpecialUseDomain: true, rejectPublicSuffixes: true, looseMode: false }

/**
 * An end that stays where it is (RFC 6265 section 5.3, step 3): the library counts Max-Age from the last use, so that a
 * cookie in use would never end.
 */
function fixEnd(cookie: Cookie): void {
  if (cookie.maxAge === null) return
  const endMs = cookie.expiryTime() ?? Number.POSITIVE_INFINITY
  cookie.expires = new Date(Math.min(Math.max(endMs, 0), latestMs))
  cookie.maxAge = null
}

/** Of any Date. */
const latestMs = 8.64e15

/** As browsers do it: a server that sets ever more of them loses its oldest. */
const mostInDomain = 180

function dropOldest(jar: ToughJar, all: readonly LiveCookie[], domain: string | null): void {
  const there = all.filter((cookie) => cookie.domain === domain)
  if (there.length <= mostInDomain) return
  // In the order in which they were made.
  for (const { domain: of, path, key } of there.slice(0, there.length - mostInDomain))
    jar.store.removeCookie(of, path, key, () => {})
}

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

type LiveCookie = Cookie & { readonly domain: string; readonly path: string }

function live(cookie: Cookie | undefined): LiveCookie[] {
  if (!cookie?.domain || (cookie.expiryTime() ?? latestMs) <= Date.now()) return []
  cookie.path ??= '/'
  return [cookie as LiveCookie]
}

function keptCookie(cookie: LiveCookie): KeptCookie {
  const sameSite = (['strict', 'lax', 'none'] as const).find((each) => each === cookie.sameSite) ?? null
  const expiresAtMs = cookie.expiryTime() ?? Number.POSITIVE_INFINITY
  return {
    name: cookie.key,
    value: cookie.value,
    domain: cookie.domain,
    path: cookie.path,
    isSecure: cookie.secure,
    isHttpOnly: cookie.httpOnly,
    isHostOnly: cookie.hostOnly ?? false,
    sameSite,
    expiresAtMs: Number.isFinite(expiresAtMs) ? expiresAtMs : null,
  }
}

function cookieOf(kept: KeptCookie): Cookie {
  return new Cookie({
    key: kept.name,
    value: kept.value,
    domain: storedDomain(kept.domain),
    path: kept.path,
    secure: kept.isSecure,
    httpOnly: kept.isHttpOnly,
    hostOnly: kept.isHostOnly,
    sameSite: kept.sameSite ?? undefined,
    expires: kept.expiresAtMs === null ? 'Infinity' : new Date(kept.expiresAtMs),
    creation: new Date(),
  })
}
