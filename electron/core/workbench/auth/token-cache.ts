/** Tokens in memory, each until shortly before it ends. */
export class TokenCache {
  readonly #held = new Map<string, { value: string; expiresAtMs: number | null }>()
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  put(key: string, token: { value: string; expiresAtMs: number | null }): void {
    this.#held.set(key, token)
  }

  /** The token of a key; asked for when there is none, when it ends soon, or when it is the one that was refused. */
  async take(
    key: string,
    {
      refused,
      ask,
    }: { refused: string | null; ask(): Promise<{ value: string; expiresAtMs: number | null }> },
  ): Promise<string> {
    const held = this.#held.get(key)
    const lives = held && (held.expiresAtMs === null || held.expiresAtMs - this.#now() > marginMs)
    if (held && lives && held.value !== refused) return held.value
    const token = await ask()
    this.#held.set(key, token)
    return token.value
  }
}

/** A token must outlive the request that it is put into. */
const marginMs = 60_000
