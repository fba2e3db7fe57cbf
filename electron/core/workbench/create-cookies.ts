import { AppError } from '../../../shared/errors.ts'
import type { CookieFacts, CookieKey } from '../../../shared/model/cookie.ts'
import type { Cookies } from '../core.ts'
import { storedDomain } from '../http/cookie-fault.ts'
import { createCookieJar, type EditableCookieJar, type KeptCookie } from '../http/create-cookie-jar.ts'
import type { KeyStore } from '../vault/key-store.ts'

export interface OpenCookies extends Cookies {
  /** What the requests of an environment remember for servers. Throws VAULT_LOCKED. */
  jarOf(environmentId: string | null): Promise<EditableCookieJar>
  /** For when the key store was locked or emptied: nothing of it stays in memory. */
  forget(): void
  /** Waits for what is being kept. */
  close(): Promise<void>
}

interface CookieParts {
  readonly keyStore: KeyStore
  log(line: string): void
}

interface KeptJar {
  readonly jar: EditableCookieJar
  /** Ends when what was changed so far is in the key store. */
  kept(): Promise<void>
}

/**
 * A jar for each environment. Cookies are secrets: those that have a time of their own are in the key store, a jar in
 * one piece; the others end with the app (RFC 6265 section 5.3, step 3).
 */
export function createCookies({ keyStore, log }: CookieParts): OpenCookies {
  const opened = new Map<string, Promise<KeptJar>>()
  const open = async (environmentId: string | null): Promise<KeptJar> => {
    const name = `cookies/${environmentId ?? ''}`
    const opening = opened.get(name) ?? openJar(name, keyStore, log)
    opened.set(name, opening)
    try {
      return await opening
    } catch (error) {
      opened.delete(name)
      throw error
    }
  }
  const change = async (environmentId: string | null, to: (jar: EditableCookieJar) => void) => {
    const { jar, kept } = await open(environmentId)
    to(jar)
    await kept()
  }

  return {
    jarOf: async (environmentId) => (await open(environmentId)).jar,
    list: async (environmentId) => (await open(environmentId)).jar.list().map(withoutValue),
    reveal: async ({ environmentId, cookie }) => find((await open(environmentId)).jar, cookie).value,
    save: ({ environmentId, cookie: written, replaces }) =>
      change(environmentId, (jar) => {
        const cookie = { ...written, domain: storedDomain(written.domain) }
        const before = replaces && find(jar, replaces)
        const fault = jar.put({ ...cookie, value: cookie.value ?? before?.value ?? '' })
        if (fault) throw new AppError('COOKIE_INVALID', { name: cookie.name, reason: fault })
        if (before && !isSame(before, cookie)) jar.remove(before)
      }),
    remove: ({ environmentId, cookie }) => change(environmentId, (jar) => jar.remove(cookie)),
    clear: ({ environmentId, domain }) => change(environmentId, (jar) => jar.clear(domain)),
    forget: () => opened.clear(),
    close: async () => {
      await Promise.allSettled([...opened.values()].map(async (opening) => await (await opening).kept()))
    },
  }
}

async function openJar(name: string, keyStore: KeyStore, log: CookieParts['log']): Promise<KeptJar> {
  let saved = await keyStore.get(name)
  let saving: Promise<void> = Promise.resolve()
  let isQueued = false
  const save = async () => {
    isQueued = false
    const text = jar.serialize()
    if (text === saved) return
    if (text === null) await keyStore.delete(name)
    else await keyStore.set(name, text)
    saved = text
  }
  const jar = createCookieJar(saved, () => {
    // One save takes along what is changed until it begins.
    if (isQueued) return
    isQueued = true
    saving = saving.then(save, save)
    // An answer is not worse for it; who changes cookies by hand waits, and is told.
    saving.catch((error: unknown) => log(`cookies could not be kept: ${codeOf(error)}`))
  })
  return { jar, kept: () => saving }
}

function codeOf(error: unknown): string {
  return error instanceof AppError ? error.code : 'the key store failed'
}

function find(jar: EditableCookieJar, key: CookieKey): KeptCookie {
  const found = jar.list().find((cookie) => isSame(cookie, key))
  if (!found) throw new AppError('COOKIE_GONE', { name: key.name })
  return found
}

function isSame(one: CookieKey, other: CookieKey): boolean {
  return one.name === other.name && one.domain === other.domain && one.path === other.path
}

function withoutValue({ value: _secret, ...facts }: KeptCookie): CookieFacts {
  return facts
}
