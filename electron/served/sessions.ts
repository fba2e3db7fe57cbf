import { createHash, randomBytes } from 'node:crypto'

/** One browser that was let in, until it is idle for too long. */
export interface Session {
  /** Aborts when the session ends. */
  readonly ended: AbortSignal
  /** Somebody works with it. */
  touch(): void
}

export interface Sessions {
  /** Begins a session. What it gives is for one browser's cookie. */
  begin(): string
  /** Whose cookie this is. Finding it counts as use. */
  find(cookie: string): Session | null
  /**
   * The next cookie of the same session, or null where there is no need for one. The cookie before it stays good until
   * the new one has been seen and a minute has passed: an answer may get lost, and other tabs are under way with it.
   */
  renew(cookie: string): string | null
  endAll(): void
}

export function createSessions(idleMs: number): Sessions {
  const living = new Set<OpenSession>()
  // By digest: how long a look-up takes tells nothing of a cookie.
  const holder = (cookie: string) => {
    const name = digest(cookie)
    const session = [...living].find(({ cookies }) => cookies.has(name))
    return session && !session.isIdle() ? { session, name } : null
  }
  return {
    begin() {
      const session = new OpenSession(idleMs, () => living.delete(session))
      living.add(session)
      return session.issue()
    },
    find(cookie) {
      const found = holder(cookie)
      if (!found?.session.sees(found.name)) return null
      found.session.touch()
      return found.session
    },
    renew(cookie) {
      const found = holder(cookie)
      return found ? found.session.next(found.name) : null
    },
    endAll() {
      for (const session of living) session.end()
    },
  }
}

const graceMs = 60_000

class OpenSession implements Session {
  /** Digest → when it stops being good. */
  readonly cookies = new Map<string, number>()
  readonly #idleMs: number
  readonly #onEnd: () => void
  readonly #ending = new AbortController()
  #newest = ''
  #lastUsedMs = Date.now()
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(idleMs: number, onEnd: () => void) {
    this.#idleMs = idleMs
    this.#onEnd = onEnd
    this.#waitForIdle()
  }

  get ended(): AbortSignal {
    return this.#ending.signal
  }

  touch(): void {
    this.#lastUsedMs = Date.now()
  }

  isIdle(): boolean {
    return Date.now() - this.#lastUsedMs >= this.#idleMs
  }

  issue(): string {
    this.#newest = randomBytes(32).toString('base64url')
    this.cookies.set(digest(this.#newest), Number.POSITIVE_INFINITY)
    return this.#newest
  }

  sees(name: string): boolean {
    const nowMs = Date.now()
    if (name === digest(this.#newest)) {
      for (const [other, endsMs] of this.cookies)
        if (other !== name) this.cookies.set(other, Math.min(endsMs, nowMs + graceMs))
    }
    return (this.cookies.get(name) ?? 0) > nowMs
  }

  next(name: string): string | null {
    if (name === digest(this.#newest)) {
      for (const [other, endsMs] of this.cookies) if (endsMs <= Date.now()) this.cookies.delete(other)
      return this.issue()
    }
    // Asked by the cookie before: if the newest was never seen, the answer that brought it was lost.
    return this.cookies.get(name) === Number.POSITIVE_INFINITY ? this.#newest : null
  }

  end(): void {
    clearTimeout(this.#timer)
    this.#onEnd()
    this.#ending.abort()
  }

  #waitForIdle(): void {
    const leftMs = this.#lastUsedMs + this.#idleMs - Date.now()
    this.#timer = setTimeout(() => (this.isIdle() ? this.end() : this.#waitForIdle()), leftMs)
    this.#timer.unref()
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64')
}
