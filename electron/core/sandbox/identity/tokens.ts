import { randomBytes } from 'node:crypto'

import type { ApplicationCredential, Trust } from './grants.ts'

export type Scope =
  | { kind: 'none' }
  | { kind: 'project'; projectId: string; trust?: Trust }
  | { kind: 'system' }

export interface Token {
  readonly id: string
  readonly userId: string
  readonly methods: readonly string[]
  readonly scope: Scope
  /** What it was got with, where that is one. */
  readonly credential: ApplicationCredential | null
  /** Own id first, then the id of the first token of the chain. */
  readonly auditIds: readonly string[]
  readonly issuedAt: Date
  readonly expiresAt: Date
}

interface TokenClaim {
  readonly userId: string
  readonly methods: readonly string[]
  readonly scope: Scope
  readonly from: Token | null
  readonly credential?: ApplicationCredential
}

/** The tokens that are in use. They do not survive a restart: clients sign in again. */
export interface Tokens {
  /** A token that came from another one ends when that one does. */
  issue(claim: TokenClaim): Token
  /** Null for a token that was never issued, has expired or was revoked. */
  find(id: string): Token | null
  revoke(id: string): void
  expireAll(): void
}

export function createTokens(lifetimeMs: number): Tokens {
  const tokens = new Map<string, Token>()
  return {
    issue({ userId, methods, scope, from, credential = null }) {
      const now = Date.now()
      for (const token of tokens.values()) if (token.expiresAt.getTime() <= now) tokens.delete(token.id)
      const token: Token = {
        id: `gAAAAA${randomBytes(135).toString('base64url')}`,
        userId,
        methods: from ? [...new Set([...methods, ...from.methods])] : methods,
        scope,
        credential,
        auditIds: [newAuditId(), ...(from?.auditIds.slice(-1) ?? [])],
        issuedAt: new Date(now),
        expiresAt: from?.expiresAt ?? new Date(now + lifetimeMs),
      }
      tokens.set(token.id, token)
      return token
    },
    find(id) {
      const token = tokens.get(id)
      return token && token.expiresAt.getTime() > Date.now() ? token : null
    },
    revoke: (id) => void tokens.delete(id),
    expireAll: () => tokens.clear(),
  }
}

function newAuditId(): string {
  return randomBytes(16).toString('base64url')
}
