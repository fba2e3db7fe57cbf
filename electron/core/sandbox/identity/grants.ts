import { randomBytes, randomUUID, timingSafeEqual } from 'node:crypto'

import type { RoleName } from './accounts.ts'

export interface ApplicationCredential {
  readonly id: string
  readonly name: string
  readonly secret: string
  readonly userId: string
  readonly projectId: string
}

export interface Trust {
  readonly id: string
  readonly trustorId: string
  readonly trusteeId: string
  readonly projectId: string
  readonly roles: readonly RoleName[]
}

/** A secret that passcodes are made from, in base32 (RFC 6238 with SHA-1, 30 seconds, six digits). */
export interface PasscodeSecret {
  readonly id: string
  readonly userId: string
  readonly blob: string
}

export interface Receipt {
  readonly userId: string
  readonly methods: readonly string[]
  readonly issuedAt: Date
  readonly expiresAt: Date
}

/** What users have let be used in their stead, or ask for beside a password. Kept as long as the process runs. */
export interface Grants {
  readonly credentials: Map<string, ApplicationCredential>
  readonly trusts: Map<string, Trust>
  readonly passcodeSecrets: Map<string, PasscodeSecret>
  /** By user: sets of methods of which one has to be complete. */
  readonly rules: Map<string, readonly (readonly string[])[]>
  readonly receipts: Map<string, Receipt>
}

export function createGrants(): Grants {
  return {
    credentials: new Map(),
    trusts: new Map(),
    passcodeSecrets: new Map(),
    rules: new Map(),
    receipts: new Map(),
  }
}

export function newGrantId(): string {
  return randomUUID().replaceAll('-', '')
}

export function newSecret(): string {
  return randomBytes(64).toString('base64url')
}

export function isSameSecret(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)]
  return one.length === other.length && timingSafeEqual(one, other)
}
