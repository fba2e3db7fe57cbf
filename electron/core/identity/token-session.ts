import { AppError, type AppErrorCode } from '../../../shared/errors.ts'
import type { Token } from './issue-token.ts'
import { needsRenewal } from './token-life.ts'

export interface TokenSessionParts {
  readonly first: Token
  /** False when signing in again takes something that is not at hand: then the token serves until it ends. */
  readonly isRenewable: boolean
  authenticate(signal: AbortSignal): Promise<Token>
  now(): number
  /** A new token is in use. */
  onRenewed(): void
  /** Nobody is signed in any more. A refused password counts: asking again and again would lock the account. */
  onLost(): void
}

/**
 * One sign-in with one scope: holds its token and renews it.
 *
 * However many callers wait, there is one renewal, and none of them can stop it for the others.
 */
export class TokenSession {
  readonly #parts: TokenSessionParts
  readonly #closing = new AbortController()
  #current: Token
  /** Tokens before the current one: work that began with them may still be under way. */
  #earlier: Token[] = []
  #renewal: Promise<Token> | null = null

  constructor(parts: TokenSessionParts) {
    this.#parts = parts
    this.#current = parts.first
  }

  get current(): Token {
    return this.#current
  }

  get isRenewable(): boolean {
    return this.#parts.isRenewable
  }

  /** Tokens of this session that have not ended by themselves. */
  get living(): Token[] {
    const nowMs = this.#parts.now()
    return [...this.#earlier, this.#current].filter(({ expiresAtMs }) => expiresAtMs > nowMs)
  }

  /** The token, renewed first if it ends soon. Throws what signing in throws. */
  async fresh(signal: AbortSignal): Promise<Token> {
    signal.throwIfAborted()
    const nowMs = this.#parts.now()
    const isGood = this.isRenewable ? !needsRenewal(this.#current, nowMs) : this.#current.expiresAtMs > nowMs
    return isGood ? this.#current : await this.#renewed(signal)
  }

  /** Another token now, however long this one would live. */
  async renew(signal: AbortSignal): Promise<Token> {
    signal.throwIfAborted()
    return await this.#renewed(signal)
  }

  /** After a 401: a token other than the refused one. */
  async afterRefusal(refused: string, signal: AbortSignal): Promise<Token> {
    signal.throwIfAborted()
    return this.#current.value === refused ? await this.#renewed(signal) : await this.fresh(signal)
  }

  /** Stops a renewal under way. */
  close(reason: unknown): void {
    this.#closing.abort(reason)
  }

  #renewed(signal: AbortSignal): Promise<Token> {
    this.#renewal ??= this.#renew().finally(() => {
      this.#renewal = null
    })
    return unlessAborted(this.#renewal, signal)
  }

  async #renew(): Promise<Token> {
    try {
      const token = await this.#parts.authenticate(this.#closing.signal)
      this.#closing.signal.throwIfAborted()
      this.#earlier = this.living
      this.#current = token
      this.#parts.onRenewed()
      return token
    } catch (error) {
      if (error instanceof AppError && ends.has(error.code)) this.#parts.onLost()
      throw error
    }
  }
}

const ends: ReadonlySet<AppErrorCode> = new Set(['WRONG_CREDENTIALS', 'FACTOR_NEEDED', 'SIGNED_OUT'])

function unlessAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}
