import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'

import type { AuthScope, CloudAuth, UserRef } from '../../../shared/model/cloud-auth.ts'
import { createHttpEngine } from '../http/create-http-engine.ts'
import type { IdentityClient } from './call-identity.ts'
import { type FakeKeystone, keystoneError, startFakeKeystone } from './fake-keystone.ts'
import { askForToken, issueToken, type Token } from './issue-token.ts'

const never = new AbortController().signal
const engine = createHttpEngine()
const client: IdentityClient = {
  send: engine.send,
  connection: { verifyTls: true, extraCaPem: null },
  cloudId: 'c1',
  cloudName: 'north',
}
const byId: UserRef = { id: 'u1' }
let keystone: FakeKeystone

beforeEach(async () => {
  keystone = await startFakeKeystone()
})
afterEach(() => keystone.close())
afterAll(() => engine.close())

const inNamedDomain = { name: 'demo', domain: { name: 'Default' } }
const projectById = { project: { id: 'p1' } }
const projectByName = { project: { name: 'alpha', domain: { id: 'default' } } }

test.each<[string, UserRef, AuthScope, object, unknown]>([
  ['by id, default scope', byId, { kind: 'default' }, { id: 'u1' }, undefined],
  ['by name and domain name', inNamedDomain, { kind: 'default' }, inNamedDomain, undefined],
  [
    'by name and domain id',
    { name: 'demo', domain: { id: 'default' } },
    { kind: 'default' },
    { name: 'demo', domain: { id: 'default' } },
    undefined,
  ],
  ['explicitly unscoped', byId, { kind: 'unscoped' }, { id: 'u1' }, 'unscoped'],
  ['project by id', byId, { kind: 'project', ...projectById }, { id: 'u1' }, projectById],
  ['project by name', byId, { kind: 'project', ...projectByName }, { id: 'u1' }, projectByName],
  ['domain', byId, { kind: 'domain', domain: { name: 'D' } }, { id: 'u1' }, { domain: { name: 'D' } }],
])('sends the body of the API reference: %s', async (_case, user, scope, sentUser, sentScope) => {
  await issue({ user, scope })

  const sent = keystone.calls[0]?.json
  expect(sent).toEqual({
    auth: {
      identity: { methods: ['password'], password: { user: { ...sentUser, password: 'correct horse' } } },
      ...(sentScope !== undefined && { scope: sentScope }),
    },
  })
})

test.each<[string, CloudAuth, object]>([
  [
    'a token',
    { method: 'token', scope: { kind: 'system' } },
    { identity: { methods: ['token'], token: { id: 'S' } }, scope: { system: { all: true } } },
  ],
  [
    'an application credential by id, without a scope',
    { method: 'application-credential', credential: { id: 'a1' } },
    { identity: { methods: ['application_credential'], application_credential: { id: 'a1', secret: 'S' } } },
  ],
  [
    'an application credential by name and user',
    { method: 'application-credential', credential: { name: 'ci', user: inNamedDomain } },
    {
      identity: {
        methods: ['application_credential'],
        application_credential: { name: 'ci', user: inNamedDomain, secret: 'S' },
      },
    },
  ],
  [
    'a passcode, by a trust',
    { method: 'totp', user: byId, scope: { kind: 'trust', trustId: 't1' } },
    {
      identity: { methods: ['totp'], totp: { user: { id: 'u1', passcode: '123456' } } },
      scope: { 'OS-TRUST:trust': { id: 't1' } },
    },
  ],
  [
    'password and passcode at once',
    { method: 'password-and-totp', user: byId, scope: { kind: 'default' } },
    {
      identity: {
        methods: ['password', 'totp'],
        password: { user: { id: 'u1', password: 'S' } },
        totp: { user: { id: 'u1', passcode: '123456' } },
      },
    },
  ],
])('sends the body of the API reference: %s', async (_case, auth, body) => {
  keystone.password = 'S'
  keystone.passcode = '123456'
  keystone.tokens.add('S')

  await issueToken(
    client,
    { endpoint: keystone.url, auth, proof: { secret: 'S', passcode: '123456' } },
    Date.now,
    never,
  )

  expect(keystone.calls[0]?.json).toEqual({ auth: body })
})

test.each([
  [{ domain: { id: 'd', name: 'Staff' } }, { scope: 'domain', domainName: 'Staff' }],
  [{ system: { all: true } }, { scope: 'system', project: null }],
  [
    { project: { id: 'p', name: 'x' }, 'OS-TRUST:trust': { id: 't' } },
    { scope: 'trust', project: { id: 'p', name: 'x', domainId: null } },
  ],
  [{}, { scope: 'none', project: null, domainName: null }],
])('tells the scope of a token with %j', async (part, expected) => {
  const token = { user: { id: 'u1', name: 'demo' }, expires_at: '2026-11-24T10:00:00Z', ...part }
  keystone.intercept = () => ({
    status: 201,
    headers: { 'x-subject-token': 't' },
    body: JSON.stringify({ token }),
  })

  expect(await issue({})).toMatchObject(expected)
})

test('reads user, project, roles, catalog and the token itself', async () => {
  const token = await issue({ scope: { kind: 'project', ...projectById } })

  expect(keystone.tokens).toEqual(new Set([token.value]))
  expect(token).toMatchObject({
    user: { id: 'u1', name: 'demo' },
    project: { id: 'p1', name: 'alpha', domainId: 'default' },
    roles: ['member'],
    lifetimeMs: 3_600_000,
  })
  expect(token.catalog).toHaveLength(4)
})

test.each([-5, 5])('takes a clock that is %i hours off out of the expiry', async (hours) => {
  keystone.now = () => Date.now() + hours * 3_600_000
  const askedAtMs = Date.now()

  const token = await issue({})

  expect(token.expiresAtMs - 3_600_000).toBeGreaterThanOrEqual(askedAtMs)
  expect(token.expiresAtMs - 3_600_000).toBeLessThanOrEqual(Date.now())
})

test('tells wrong credentials by the cloud, its host and the request id', async () => {
  await expect(issue({ password: 'wrong' })).rejects.toMatchObject({
    code: 'WRONG_CREDENTIALS',
    data: { host: new URL(keystone.url).host, cloudName: 'north', requestId: 'req-1' },
  })
})

test('says what else is needed, by the rule that can be met from here', async () => {
  keystone.passcode = '123456'

  await expect(issue({})).rejects.toMatchObject({
    code: 'FACTOR_NEEDED',
    data: { cloudName: 'north', methods: ['totp'] },
  })
})

test('completes a receipt with what is missing alone, and sends the scope again', async () => {
  keystone.passcode = '123456'
  const auth: CloudAuth = { method: 'password', user: byId, scope: { kind: 'project', ...projectById } }
  const order = { endpoint: keystone.url, auth, proof: { secret: 'correct horse', passcode: '123456' } }
  const first = await askForToken(client, order, () => 1000, never)
  if (!('receipt' in first)) throw new Error('no receipt')

  await issueToken(client, { ...order, receipt: first.receipt }, Date.now, never)

  expect(first.receipt).toEqual({ value: 'gAAAAAreceipt', missing: ['totp'], expiresAtMs: 301_000 })
  expect(keystone.calls[1]).toMatchObject({ receipt: 'gAAAAAreceipt' })
  expect(keystone.calls[1]?.json).toEqual({
    auth: {
      identity: { methods: ['totp'], totp: { user: { id: 'u1', passcode: '123456' } } },
      scope: projectById,
    },
  })
})

test('takes a token that Keystone does not know for wrong credentials', async () => {
  const auth: CloudAuth = { method: 'token', scope: { kind: 'default' } }
  const order = { endpoint: keystone.url, auth, proof: { secret: 'nobody issued it', passcode: null } }

  await expect(issueToken(client, order, Date.now, never)).rejects.toMatchObject({
    code: 'WRONG_CREDENTIALS',
  })
})

test('passes on that a password is expired', async () => {
  const message = 'The password is expired and needs to be changed for user: u1.'
  keystone.intercept = () => ({ status: 401, body: keystoneError(401, message) })

  await expect(issue({})).rejects.toMatchObject({ code: 'CLOUD_REFUSED', data: { status: 401, message } })
})

test.each([401, 403, 404])(
  'says that a %i which is not in Keystone’s form comes from something else',
  async (status) => {
    keystone.intercept = () => ({ status, body: '<html>no</html>' })

    await expect(issue({})).rejects.toMatchObject({ code: 'NOT_KEYSTONE' })
  },
)

test.each(['{"token": {}}', '<html></html>', ''])('refuses a 201 with the body %j', async (body) => {
  keystone.intercept = () => ({ status: 201, headers: { 'x-subject-token': 't' }, body })

  await expect(issue({})).rejects.toMatchObject({
    code: 'NOT_KEYSTONE',
    data: { found: 'an answer without a token' },
  })
})

test('never repeats the password, even when the cloud does', async () => {
  keystone.intercept = () => ({ status: 400, body: keystoneError(400, "'correct horse' is too short") })

  await expect(issue({})).rejects.toMatchObject({
    code: 'CLOUD_REFUSED',
    data: { message: "'[redacted]' is too short" },
  })
})

function issue(order: { user?: UserRef; scope?: AuthScope; password?: string }): Promise<Token> {
  const { user = byId, scope = { kind: 'default' }, password = 'correct horse' } = order
  const auth: CloudAuth = { method: 'password', user, scope }
  const proof = { secret: password, passcode: null }
  return issueToken(client, { endpoint: keystone.url, auth, proof }, Date.now, never)
}
