import { canonicalDomain, getPublicSuffix } from 'tough-cookie'

import type { CookieFacts } from '../../../shared/model/cookie.ts'

/** The part of a cookie that is wrong. */
export type CookieFault = 'name' | 'value' | 'domain' | 'path'

/** Of name and value together, as browsers have it. */
export const mostCookieBytes = 4096

/**
 * What keeps a cookie that was written by hand from being one: RFC 6265 section 4.1.1, but for spaces, quotes, commas
 * and backslashes in a value, which servers set and every browser sends.
 */
export function cookieFault(cookie: CookieFacts & { readonly value: string }): CookieFault | null {
  const { name, value, path } = cookie
  if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(name)) return 'name'
  if (!isPlain(value) || value !== value.trim() || name.length + value.length > mostCookieBytes)
    return 'value'
  if (!isDomain(cookie)) return 'domain'
  return path.startsWith('/') && isPlain(path) ? null : 'path'
}

/** A domain as the jar compares it: small letters, punycode, no dot before it. */
export function storedDomain(domain: string): string {
  return canonicalDomain(domain.trim().replace(/^\./, '')) ?? domain
}

function isDomain({ domain, isHostOnly }: CookieFacts): boolean {
  const stored = storedDomain(domain)
  if (!/^[\w.-]+$|^[\da-f:.]+$/.test(stored) || !URL.canParse(`http://${inUrl(stored)}/`)) return false
  if (isHostOnly || isAddress(stored)) return true
  // None for a name that is a public suffix itself: what is set for `com` would go to everybody.
  return getPublicSuffix(stored, { allowSpecialUseDomain: true, ignoreError: true }) !== undefined
}

function inUrl(domain: string): string {
  return domain.includes(':') ? `[${domain}]` : domain
}

function isAddress(domain: string): boolean {
  return domain.includes(':') || /^[\d.]+$/.test(domain)
}

function isPlain(text: string): boolean {
  return /^[ -:<-~]*$/.test(text)
}
