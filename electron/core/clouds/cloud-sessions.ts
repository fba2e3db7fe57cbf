import { isDeepStrictEqual } from 'node:util'

import { AppError } from '../../../shared/errors.ts'
import type { AuthScope, CloudSettings } from '../../../shared/model/cloud.ts'
import type { SendExchange } from '../http/exchange.ts'
import type { IdentityClient } from '../identity/call-identity.ts'
import { discoverIdentity } from '../identity/discover-identity.ts'
import { issueToken, type Token, type TokenOrder } from '../identity/issue-token.ts'
import { revokeToken } from '../identity/revoke-token.ts'
import { TokenSession } from '../identity/token-session.ts'
import type { CloudRecord, CloudStore } from './cloud-store.ts'
import { readConnection } from './read-connection.ts'

/** Being signed in to one cloud. Holds the password: a renewal needs it, and the key store may not keep it. */
export interface LiveSession {
  readonly order: TokenOrder
  readonly tokens: TokenSession
  /** Sessions of the projects that were left. Their tokens end at sign-out with the others. */
  readonly left: readonly TokenSession[]
}

export interface CloudSessionsParts {
  readonly store: CloudStore
  readonly send: SendExchange
  now(): number
  onChange(): void
}

/** Who is signed in where. */
export class CloudSessions {
  readonly #parts: CloudSessionsParts
  readonly #live = new Map<string, LiveSession>()

  constructor(parts: CloudSessionsParts) {
    this.#parts = parts
  }

  find(cloudId: string): LiveSession | null {
    return this.#live.get(cloudId) ?? null
  }

  /** Throws CLOUD_UNKNOWN or SIGNED_OUT. */
  need(cloudId: string): LiveSession {
    const { settings } = this.#parts.store.find(cloudId)
    const live = this.#live.get(cloudId)
    if (!live) throw new AppError('SIGNED_OUT', { cloudName: settings.name })
    return live
  }

  /** Throws what discovery and the order of a token throw, and SIGNED_OUT if the settings changed meanwhile. */
  async signIn(cloudId: string, password: string, signal: AbortSignal): Promise<void> {
    const record = this.#parts.store.find(cloudId)
    const { name, authUrl, user, scope } = record.settings
    const client = await this.client(record, signal)
    const { endpoint } = await discoverIdentity(client, authUrl, signal)
    const order = { endpoint, user, password, scope }
    const token = await issueToken(client, order, this.#parts.now, signal)

    const asIs = this.#parts.store.all().find(({ id }) => id === cloudId)
    if (!asIs || !isSameSignIn(asIs.settings, record.settings)) {
      await this.#revoke(record, { order, tokens: [token] }, signal)
      throw new AppError('SIGNED_OUT', { cloudName: name })
    }
    const before = this.find(cloudId)
    this.#begin(cloudId, { order, token, left: [] })
    if (before) await this.#end(record, before, signal)
  }

  /** Does nothing where nobody is signed in. That a token could not be revoked is no failure. */
  async signOut(record: CloudRecord, signal: AbortSignal): Promise<void> {
    const live = this.#live.get(record.id)
    if (!live) return
    this.#live.delete(record.id)
    this.#parts.onChange()
    await this.#end(record, live, signal)
  }

  /** A token for another scope of the same user, then `keep`, then the switch; nothing changes if one of them fails. */
  async switchScope(
    cloudId: string,
    { scope, keep }: { scope: AuthScope; keep(): Promise<void> },
    signal: AbortSignal,
  ): Promise<void> {
    const { order } = this.need(cloudId)
    const next = { ...order, scope }
    const record = this.#parts.store.find(cloudId)
    const client = await this.client(record, signal)
    const token = await issueToken(client, next, this.#parts.now, signal)
    try {
      await keep()
      const { tokens, left } = this.need(cloudId)
      const living = [...left, tokens].filter((session) => session.living.length > 0)
      this.#begin(cloudId, { order: next, token, left: living })
    } catch (error) {
      await this.#revoke(record, { order, tokens: [token] }, signal)
      throw error
    }
  }

  /** How to call the cloud's identity service, by the settings of this moment. */
  async client(
    { id, settings }: { id: string | null; settings: CloudSettings },
    signal: AbortSignal,
  ): Promise<IdentityClient> {
    const connection = await readConnection(settings, signal)
    return { send: this.#parts.send, connection, cloudId: id, cloudName: settings.name }
  }

  /** Stops renewals. Tokens are left to end by themselves: a command that was copied with one still works. */
  close(): void {
    for (const [cloudId, live] of this.#live) stopRenewals(live, this.#parts.store.find(cloudId))
    this.#live.clear()
  }

  #begin(
    cloudId: string,
    { order, token, left }: { order: TokenOrder; token: Token; left: readonly TokenSession[] },
  ): void {
    const { store, now, onChange } = this.#parts
    const tokens = new TokenSession({
      first: token,
      authenticate: async (signal) =>
        await issueToken(await this.client(store.find(cloudId), signal), order, now, signal),
      now,
      onRenewed: onChange,
      onLost: () => {
        if (this.#live.get(cloudId)?.tokens !== tokens) return
        this.#live.delete(cloudId)
        onChange()
      },
    })
    this.#live.set(cloudId, { order, tokens, left })
    onChange()
  }

  async #end(record: CloudRecord, live: LiveSession, signal: AbortSignal): Promise<void> {
    stopRenewals(live, record)
    const tokens = [...live.left, live.tokens].flatMap(({ living }) => living)
    await this.#revoke(record, { order: live.order, tokens }, signal)
  }

  async #revoke(
    record: CloudRecord,
    { order, tokens }: { order: TokenOrder; tokens: readonly Token[] },
    signal: AbortSignal,
  ): Promise<void> {
    await Promise.allSettled(
      tokens.map(async ({ value }) => {
        const client = await this.client(record, signal)
        await revokeToken(client, { endpoint: order.endpoint, token: value }, signal)
      }),
    )
  }
}

/** Whether a token that was issued by one of them is one that the other would ask for. */
export function isSameSignIn(a: CloudSettings, b: CloudSettings): boolean {
  return isDeepStrictEqual([a.authUrl, a.user, a.scope], [b.authUrl, b.user, b.scope])
}

function stopRenewals({ tokens, left }: LiveSession, { settings }: CloudRecord): void {
  const reason = new AppError('SIGNED_OUT', { cloudName: settings.name })
  for (const session of [...left, tokens]) session.close(reason)
}
