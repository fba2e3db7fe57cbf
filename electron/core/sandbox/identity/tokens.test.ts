import { expect, test } from 'vitest'

import { createTokens } from './tokens.ts'

const claim = { userId: 'someone', methods: ['password'], scope: { kind: 'none' }, from: null } as const

test('a token lives as long as it was given to live', () => {
  const lifetimeMs = 60_000
  const token = createTokens(lifetimeMs).issue({ ...claim, methods: ['password'] })

  expect(token.expiresAt.getTime() - token.issuedAt.getTime()).toBe(lifetimeMs)
})

test('a token whose time is over is not found', () => {
  const tokens = createTokens(0)

  const token = tokens.issue({ ...claim, methods: ['password'] })

  expect(tokens.find(token.id)).toBeNull()
})

test('a token made from another ends when that one does, and names both ways of signing in', () => {
  const tokens = createTokens(60_000)
  const first = tokens.issue({ ...claim, methods: ['password'] })

  const second = tokens.issue({ ...claim, methods: ['token'], from: first })

  expect(second.expiresAt).toEqual(first.expiresAt)
  expect(second.methods).toEqual(['token', 'password'])
  expect(second.auditIds.at(-1)).toBe(first.auditIds[0])
})

test('a revoked token is not found, and others are', () => {
  const tokens = createTokens(60_000)
  const [one, other] = [1, 2].map(() => tokens.issue({ ...claim, methods: ['password'] }))

  tokens.revoke(one?.id ?? '')

  expect(tokens.find(one?.id ?? '')).toBeNull()
  expect(tokens.find(other?.id ?? '')).toBe(other)
})
