import { randomBytes } from 'node:crypto'

import { Refusal } from '../wire/answer.ts'
import { type Call, header } from '../wire/call.ts'
import type { Grants, Receipt } from './grants.ts'
import { json } from './identity-answers.ts'

const lifetimeMs = 300_000

/** What was right in an earlier call, if this one brings its receipt. */
export function readReceipt(call: Call, { receipts }: Grants): Receipt | null {
  const receipt = receipts.get(header(call, 'openstack-auth-receipt') ?? '')
  return receipt && receipt.expiresAt.getTime() > Date.now() ? receipt : null
}

/** Throws a 401 with a receipt where the user has rules and none is complete (Identity API v3.12, "Auth receipts"). */
export function demandMethods(userId: string, done: readonly string[], grants: Grants): void {
  const rules = grants.rules.get(userId) ?? []
  if (rules.length === 0 || rules.some((rule) => rule.every((method) => done.includes(method)))) return
  const now = Date.now()
  for (const [id, { expiresAt }] of grants.receipts)
    if (expiresAt.getTime() <= now) grants.receipts.delete(id)
  const issued = { issuedAt: new Date(now), expiresAt: new Date(now + lifetimeMs) }
  const id = `gAAAAA${randomBytes(60).toString('base64url')}`
  grants.receipts.set(id, { userId, methods: done, ...issued })
  const receipt = {
    methods: done,
    user: { id: userId },
    issued_at: issued.issuedAt.toISOString(),
    expires_at: issued.expiresAt.toISOString(),
  }
  throw new Refusal(json(401, { receipt, required_auth_methods: rules }, [['Openstack-Auth-Receipt', id]]))
}
