import * as z from 'zod'

import { type Answer, headerValue } from '../http/collect-answer.ts'
import { readJson } from './call-identity.ts'

/** Keystone's word that a part of the proof was right, and what else it wants (Identity API v3.12, "Auth receipts"). */
export interface AuthReceipt {
  /** Sent back in `Openstack-Auth-Receipt`. */
  readonly value: string
  /** By this machine's clock. */
  readonly expiresAtMs: number
  /** The methods that are still missing, by the rule that takes the fewest more. */
  readonly missing: readonly string[]
}

/** The receipt of a 401, or null when the answer has none. */
export function readAuthReceipt(answer: Answer, nowMs: number): AuthReceipt | null {
  const value = headerValue(answer.headers, 'openstack-auth-receipt')
  if (answer.status !== 401 || value === null) return null
  const body = receiptBody.safeParse(readJson(answer)).data
  const done = new Set(body?.receipt.methods)
  const rules = (body?.required_auth_methods ?? [])
    .map((rule) => rule.filter((method) => !done.has(method)))
    .filter((rule) => rule.length > 0)
    .toSorted((a, b) => cost(a) - cost(b))
  const lifeMs = Date.parse(body?.receipt.expires_at ?? '') - Date.parse(body?.receipt.issued_at ?? '')
  const missing = rules[0] ?? []
  return { value, missing, expiresAtMs: nowMs + (Number.isFinite(lifeMs) ? lifeMs : usualLifeMs) }
}

/** A rule with a method that cannot be answered here comes last. */
function cost(rule: readonly string[]): number {
  return rule.length + (rule.every((method) => method === 'password' || method === 'totp') ? 0 : 100)
}

const usualLifeMs = 300_000

const receiptBody = z.object({
  receipt: z.object({
    methods: z.array(z.string()),
    issued_at: z.string().optional(),
    expires_at: z.string().optional(),
  }),
  required_auth_methods: z.array(z.array(z.string())).default([]),
})
