import { expect, test } from 'vitest'

import { AppError } from '../../../shared/errors.ts'
import type { Token } from './issue-token.ts'
import { TokenSession } from './token-session.ts'

const never = new AbortController().signal

test('renews when less than two minutes are left, and not before', async () => {
  const { session, clock, orders } = startSession()

  clock.nowMs = 3_600_000 - 120_000
  const before = await session.fresh(never)
  clock.nowMs += 1
  const renewing = session.fresh(never)
  orders[0]!.resolve(tokenAt(clock.nowMs, 'second'))

  expect(before.value).toBe('first')
  expect((await renewing).value).toBe('second')
  expect(orders).toHaveLength(1)
})

test('many refusals of one token cause one renewal', async () => {
  const { session, orders } = startSession()

  const waiting = Array.from({ length: 20 }, () =>
    session.afterRefusal('first', new AbortController().signal),
  )
  orders[0]!.resolve(tokenAt(0, 'second'))
  const values = (await Promise.all(waiting)).map(({ value }) => value)
  const late = await session.afterRefusal('first', never)

  expect(new Set(values)).toEqual(new Set(['second']))
  expect(late.value).toBe('second')
  expect(orders).toHaveLength(1)
})

test('a caller that gives up does not stop the renewal for the others', async () => {
  const { session, orders } = startSession()
  const stop = new AbortController()

  const impatient = session.afterRefusal('first', stop.signal)
  const patient = session.afterRefusal('first', never)
  stop.abort(new Error('gone'))
  await expect(impatient).rejects.toThrow('gone')
  orders[0]!.resolve(tokenAt(0, 'second'))

  expect((await patient).value).toBe('second')
  expect(orders[0]!.signal.aborted).toBe(false)
})

test('a renewal that everybody gave up still counts', async () => {
  const { session, orders, renewed } = startSession()
  const stop = new AbortController()

  const only = session.afterRefusal('first', stop.signal)
  stop.abort(new Error('gone'))
  await expect(only).rejects.toThrow('gone')
  orders[0]!.resolve(tokenAt(0, 'second'))
  await renewed

  expect(session.current.value).toBe('second')
})

test('a renewal that failed is tried again by the next caller', async () => {
  const { session, orders } = startSession()

  const failed = session.afterRefusal('first', never)
  orders[0]!.reject(new AppError('CLOUD_UNREACHABLE', { host: 'h', reason: 'refused', detail: '' }))
  await expect(failed).rejects.toMatchObject({ code: 'CLOUD_UNREACHABLE' })
  const next = session.afterRefusal('first', never)
  orders[1]!.resolve(tokenAt(0, 'second'))

  expect((await next).value).toBe('second')
})

test('says so when the password is no longer accepted', async () => {
  const { session, orders, lost } = startSession()

  const failed = session.afterRefusal('first', never)
  orders[0]!.reject(new AppError('WRONG_CREDENTIALS', { host: 'h', cloudName: 'c', requestId: null }))

  await expect(failed).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' })
  await lost
})

test('closing ends a renewal with the reason', async () => {
  const { session, orders } = startSession()

  const waiting = session.afterRefusal('first', never)
  session.close(new Error('signed out'))

  await expect(waiting).rejects.toThrow('signed out')
  expect(orders[0]!.signal.aborted).toBe(true)
})

test('knows the tokens that still live, those before the current one included', async () => {
  const { session, clock, orders } = startSession()

  clock.nowMs = 3_500_000
  const renewing = session.fresh(never)
  orders[0]!.resolve(tokenAt(clock.nowMs, 'second'))
  await renewing
  const both = session.living.map(({ value }) => value)
  clock.nowMs = 3_600_001

  expect(both).toEqual(['first', 'second'])
  expect(session.living.map(({ value }) => value)).toEqual(['second'])
})

test('a token that cannot be renewed serves until it ends, and then nobody is signed in', async () => {
  const { session, clock, orders, lost } = startSession(false)

  clock.nowMs = 3_599_999
  const late = await session.fresh(never)
  clock.nowMs += 1
  const ended = session.fresh(never)
  orders[0]!.reject(new AppError('SIGNED_OUT', { cloudName: 'north' }))

  expect(late.value).toBe('first')
  await expect(ended).rejects.toMatchObject({ code: 'SIGNED_OUT' })
  await lost
})

test('renews when asked to, however long the token would live', async () => {
  const { session, orders } = startSession()

  const renewing = session.renew(never)
  orders[0]!.resolve(tokenAt(0, 'second'))

  expect((await renewing).value).toBe('second')
  expect(session.current.value).toBe('second')
})

interface Order {
  readonly signal: AbortSignal
  resolve(token: Token): void
  reject(error: unknown): void
}

function startSession(isRenewable = true) {
  const clock = { nowMs: 0 }
  const orders: Order[] = []
  const told = { renewed: () => {}, lost: () => {} }
  const renewed = new Promise<void>((resolve) => (told.renewed = resolve))
  const lost = new Promise<void>((resolve) => (told.lost = resolve))
  const session = new TokenSession({
    first: tokenAt(0, 'first'),
    isRenewable,
    authenticate: (signal) =>
      new Promise((resolve, reject) => {
        orders.push({ signal, resolve, reject })
        signal.addEventListener('abort', () => reject(signal.reason))
      }),
    now: () => clock.nowMs,
    onRenewed: () => told.renewed(),
    onLost: () => told.lost(),
  })
  return { session, clock, orders, renewed, lost }
}

function tokenAt(issuedAtMs: number, value: string): Token {
  return {
    value,
    user: { id: 'u1', name: 'demo' },
    scope: 'none',
    project: null,
    domainName: null,
    roles: [],
    catalog: [],
    expiresAtMs: issuedAtMs + 3_600_000,
    lifetimeMs: 3_600_000,
  }
}
