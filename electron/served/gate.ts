import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

import { createGuesses } from './guesses.ts'
import { createSessions, type Session } from './sessions.ts'

/**
 * Decides who may talk to the server. It answers on loopback only, unless told otherwise, but so may any web page in
 * the operator's browser and any other user of this machine.
 */
export interface Gate {
  /** What the next printed URL carries. It lets one browser in, once; an earlier one that nobody used is void. */
  newToken(): string
  /** Whether the request is meant for us: another name in Host means DNS rebinding. */
  isForUs(request: IncomingMessage): boolean
  /** Whether our own page made a request that changes something. */
  isFromOurPage(request: IncomingMessage): boolean
  sessionOf(request: IncomingMessage): Session | null
  /** Whether who asks still has to say the passphrase, where there is one. */
  lacksPassphrase(request: IncomingMessage): boolean
  /** A Set-Cookie value for the right token, else null. */
  trade(token: string): string | null
  /** A Set-Cookie value that replaces the request's cookie by a new one; null when it need not be replaced. */
  renew(request: IncomingMessage): string | null
  /** Whether there were so many wrong guesses that nothing is read for a while. */
  isGuessed(): boolean
  close(): void
}

export interface GateRules {
  readonly scheme: 'http' | 'https'
  readonly port: () => number
  /** Whether this is one of our names, without port. */
  readonly isOurName: (name: string) => boolean
  readonly passphrase: string | null
  /** How long a session lives without use, in ms. */
  readonly idleMs: number
}

export function createGate({ scheme, port, isOurName, passphrase, idleMs }: GateRules): Gate {
  let token: string | null = null
  const guesses = createGuesses({ most: 10, withinMs: 60_000 })
  const sessions = createSessions(idleMs)
  // Cookies do not know ports: two servers of one machine must not overwrite each other's.
  const cookieName = () => `${scheme === 'https' ? '__Host-' : ''}arclight-${port()}`
  const attributes = `Path=/; HttpOnly; SameSite=Strict${scheme === 'https' ? '; Secure' : ''}`
  const asCookie = (value: string) => `${cookieName()}=${value}; ${attributes}`

  const cookiesOf = ({ headers }: IncomingMessage) => {
    // A page on another port is the same site, so it gets our cookie sent along; browsers say where it came from.
    const site = headers['sec-fetch-site']
    if (site !== undefined && site !== 'same-origin' && site !== 'none') return []
    return cookiesNamed(cookieName(), headers.cookie)
  }
  const sessionOf = (request: IncomingMessage) => firstOf(cookiesOf(request), sessions.find)
  return {
    newToken: () => (token = randomBytes(32).toString('base64url')),
    isForUs: ({ headers: { host = '' } }) => {
      const [, name, saidPort] = /^(.+):(\d+)$/.exec(host) ?? []
      return name !== undefined && saidPort === String(port()) && isOurName(name)
    },
    isFromOurPage: ({ headers: { host, origin } }) => origin === `${scheme}://${host}`,
    sessionOf,
    lacksPassphrase(request) {
      if (passphrase === null || sessionOf(request)) return false
      const said = basicPassword(request.headers.authorization)
      if (said !== null && isSame(said, passphrase)) return false
      if (said !== null) guesses.wrong()
      return true
    },
    trade(given) {
      if (token === null || !isSame(given, token)) {
        guesses.wrong()
        return null
      }
      token = null
      return asCookie(sessions.begin())
    },
    renew: (request) => {
      const next = firstOf(cookiesOf(request), sessions.renew)
      return next === null ? null : asCookie(next)
    },
    isGuessed: guesses.areTooMany,
    close: sessions.endAll,
  }
}

function firstOf<Found>(cookies: readonly string[], find: (cookie: string) => Found | null): Found | null {
  for (const cookie of cookies) {
    const found = find(cookie)
    if (found !== null) return found
  }
  return null
}

function cookiesNamed(name: string, header = ''): string[] {
  return header
    .split(';')
    .map((cookie) => cookie.trim())
    .filter((cookie) => cookie.startsWith(`${name}=`))
    .map((cookie) => cookie.slice(name.length + 1))
}

/** RFC 7617; whatever the user calls themselves. */
function basicPassword(authorization = ''): string | null {
  const [, encoded] = /^basic +([\w+/=]+)$/i.exec(authorization) ?? []
  if (encoded === undefined) return null
  const said = Buffer.from(encoded, 'base64').toString('utf8')
  return said.slice(said.indexOf(':') + 1)
}

function isSame(given: string, secret: string): boolean {
  return timingSafeEqual(digest(given), digest(secret))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
