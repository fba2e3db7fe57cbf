import { isDeepStrictEqual } from 'node:util'

import { AppError } from '../../../shared/errors.ts'
import type { CloudSettings } from '../../../shared/model/cloud.ts'
import { type AuthScope, withScope } from '../../../shared/model/cloud-auth.ts'
import type { SendExchange } from '../http/exchange.ts'
import type { Proof } from '../identity/auth-body.ts'
import type { AuthReceipt } from '../identity/auth-receipt.ts'
import type { IdentityClient } from '../identity/call-identity.ts'
import { discoverIdentity } from '../identity/discover-identity.ts'
import { askForToken, issueToken, type Token, type TokenOrder } from '../identity/issue-token.ts'
import { revokeToken } from '../identity/revoke-token.ts'
import { TokenSession } from '../identity/token-session.ts'
import type { CloudRecord, CloudStore } from './cloud-store.ts'
import { readConnection } from './read-connection.ts'

/** Being signed in to one cloud. Holds the secret: a renewal needs it, and the key store may not keep it. */
export interface LiveSession {
  readonly order: TokenOrder
  readonly tokens: TokenSession
  /** Sessions of the projects that were left. Their tokens end at sign-out with the others. */
  readonly left: readonly TokenSession[]
}

/** A sign-in that Keystone wants more for. */
interface PendingReceipt {
  readonly receipt: AuthReceipt
  readonly order: TokenOrder
  readonly settings: CloudSettings
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
  readonly #receipts = new Map<string, PendingReceipt>()

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

  /**
   * Throws what discovery and the order of a token throw; FACTOR_NEEDED where the proof is right but not enough: the
   * next call completes it; and SIGNED_OUT if the settings changed meanwhile.
   */
  async signIn(record: CloudRecord, proof: Proof, signal: AbortSignal): Promise<void> {
    const cloudId = record.id
    const client = await this.client(record, signal)
    const order = await this.#orderOf(record, proof, client, signal)
    const token = await this.#complete(record, order, client, signal)

    const asIs = this.#parts.store.all().find(({ id }) => id === cloudId)
    if (!asIs || !isSameSignIn(asIs.settings, record.settings)) {
      await this.#revoke(record, { order, tokens: [token] }, signal)
      throw new AppError('SIGNED_OUT', { cloudName: record.settings.name })
    }
    const before = this.find(cloudId)
    this.#begin(cloudId, { order, token, left: [] })
    if (before) await this.#end(record, before, signal)
  }

  /** What was typed before Keystone asked for more; null once its receipt has ended. */
  secretOfReceipt(cloudId: string): string | null {
    return this.#livingReceipt(this.#parts.store.find(cloudId))?.order.proof.secret ?? null
  }

  /** Does nothing where nobody is signed in. That a token could not be revoked is no failure. */
  async signOut(record: CloudRecord, signal: AbortSignal): Promise<void> {
    const live = this.#live.get(record.id)
    if (!live) return
    this.#live.delete(record.id)
    this.#parts.onChange()
    await this.#end(record, live, signal)
  }

  /** Another token in place of the one in use, which is ended. Throws what either throws; the new one stays. */
  async replaceToken(cloudId: string, signal: AbortSignal): Promise<void> {
    const { order, tokens } = this.need(cloudId)
    const client = await this.client(this.#parts.store.find(cloudId), signal)
    const ended = tokens.living
    await tokens.renew(signal)
    await Promise.all(
      ended.map(({ value }) => revokeToken(client, { endpoint: order.endpoint, token: value }, signal)),
    )
  }

  /** A token for another scope of the same user, then `keep`, then the switch; nothing changes if one of them fails. */
  async switchScope(
    cloudId: string,
    { scope, keep }: { scope: AuthScope; keep(): Promise<void> },
    signal: AbortSignal,
  ): Promise<void> {
    const { order, tokens: current } = this.need(cloudId)
    const record = this.#parts.store.find(cloudId)
    const auth = withScope(order.auth, scope)
    if (!auth) throw new AppError('SCOPE_FIXED', { cloudName: record.settings.name })
    const next = { ...order, auth }
    const client = await this.client(record, signal)
    const asked = current.isRenewable ? next : byToken(next, await current.fresh(signal), scope)
    const token = await issueToken(client, asked, this.#parts.now, signal)
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
    this.#receipts.clear()
  }

  /** After a receipt only what it misses; else everything, at the address where Keystone is found. */
  async #orderOf(
    record: CloudRecord,
    proof: Proof,
    client: IdentityClient,
    signal: AbortSignal,
  ): Promise<TokenOrder> {
    const before = this.#livingReceipt(record)
    if (before && proof.passcode !== null) {
      const { order, receipt } = before
      return {
        ...order,
        receipt,
        proof: { secret: proof.secret ?? order.proof.secret, passcode: proof.passcode },
      }
    }
    const { endpoint } = await discoverIdentity(client, record.settings.authUrl, signal)
    return { endpoint, auth: record.settings.auth, proof }
  }

  async #complete(
    record: CloudRecord,
    order: TokenOrder,
    client: IdentityClient,
    signal: AbortSignal,
  ): Promise<Token> {
    const answer = await askForToken(client, order, this.#parts.now, signal)
    this.#receipts.delete(record.id)
    if ('token' in answer) return answer.token
    const { receipt } = answer
    this.#receipts.set(record.id, { receipt, order, settings: record.settings })
    throw new AppError('FACTOR_NEEDED', { cloudName: record.settings.name, methods: [...receipt.missing] })
  }

  #livingReceipt({ id, settings }: CloudRecord): PendingReceipt | null {
    const found = this.#receipts.get(id)
    const isLiving = found && found.receipt.expiresAtMs > this.#parts.now()
    return isLiving && isSameSignIn(found.settings, settings) ? found : null
  }

  #begin(
    cloudId: string,
    { order, token, left }: { order: TokenOrder; token: Token; left: readonly TokenSession[] },
  ): void {
    const { store, now, onChange } = this.#parts
    const isRenewable = canRepeat(order)
    const tokens = new TokenSession({
      first: token,
      isRenewable,
      authenticate: async (signal) => {
        const record = store.find(cloudId)
        if (!isRenewable) throw new AppError('SIGNED_OUT', { cloudName: record.settings.name })
        return await issueToken(await this.client(record, signal), order, now, signal)
      },
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
  return isDeepStrictEqual([a.authUrl, a.auth], [b.authUrl, b.auth])
}

/** A passcode is good once, and a given token gives none that lives longer than itself. */
function canRepeat({ auth, receipt }: TokenOrder): boolean {
  return !receipt && (auth.method === 'password' || auth.method === 'application-credential')
}

/** The same order, by a token that is at hand in place of what cannot be repeated. */
function byToken(order: TokenOrder, token: Token, scope: AuthScope): TokenOrder {
  const { endpoint } = order
  return { endpoint, auth: { method: 'token', scope }, proof: { secret: token.value, passcode: null } }
}

function stopRenewals({ tokens, left }: LiveSession, { settings }: CloudRecord): void {
  const reason = new AppError('SIGNED_OUT', { cloudName: settings.name })
  for (const session of [...left, tokens]) session.close(reason)
}
