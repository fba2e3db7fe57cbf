import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/**
 * Decides who may talk to the server. It answers on loopback only, but so may any web page in the operator's browser
 * and any other user of this machine.
 */
export interface Gate {
  /** What the printed URL carries. */
  readonly token: string
  /** Whether the request is meant for us: another name in Host means DNS rebinding. */
  isForUs(request: IncomingMessage): boolean
  /** Whether our own page made a request that changes something. */
  isFromOurPage(request: IncomingMessage): boolean
  hasSession(request: IncomingMessage): boolean
  /** A Set-Cookie value for the right token, else null. */
  trade(token: string): string | null
}

export function createGate(port: () => number): Gate {
  const token = randomBytes(32).toString('base64url')
  const session = randomBytes(32).toString('base64url')
  // Cookies do not know ports: two servers of one machine must not overwrite each other's.
  const cookieName = () => `arclight-${port()}`

  return {
    token,
    isForUs: ({ headers: { host } }) => host === `127.0.0.1:${port()}` || host === `localhost:${port()}`,
    isFromOurPage: ({ headers: { host, origin } }) => origin === `http://${host}`,
    hasSession({ headers }) {
      // A page on another port is the same site, so it gets our cookie sent along; browsers say where it came from.
      const site = headers['sec-fetch-site']
      if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
      return cookiesNamed(cookieName(), headers.cookie).some((value) => isSame(value, session))
    },
    trade: (given) =>
      isSame(given, token) ? `${cookieName()}=${session}; Path=/; HttpOnly; SameSite=Strict` : null,
  }
}

function cookiesNamed(name: string, header = ''): string[] {
  return header
    .split(';')
    .map((cookie) => cookie.trim())
    .filter((cookie) => cookie.startsWith(`${name}=`))
    .map((cookie) => cookie.slice(name.length + 1))
}

function isSame(given: string, secret: string): boolean {
  return timingSafeEqual(digest(given), digest(secret))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
