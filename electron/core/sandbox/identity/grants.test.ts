import { afterAll, beforeAll, expect, test } from 'vitest'

import type { AuthScope, CloudAuth } from '../../../../shared/model/cloud-auth.ts'
import { createHttpEngine } from '../../http/create-http-engine.ts'
import type { AuthReceipt } from '../../identity/auth-receipt.ts'
import { askForToken, issueToken, type Token } from '../../identity/issue-token.ts'
import { openTestSandbox, type TestSandbox } from '../open-test-sandbox.ts'
import { passcodeAt } from './passcode.ts'

const never = new AbortController().signal
const engine = createHttpEngine()
let cloud: TestSandbox

beforeAll(async () => {
  cloud = await openTestSandbox()
})
afterAll(async () => {
  await engine.close()
  await cloud[Symbol.asyncDispose]()
})

test('an application credential enters by id and by name, into its own project, until it is deleted', async () => {
  const { demo } = users()
  const token = await asUser('demo', ofProject('demo'))
  const path = `/users/${demo.id}/application_credentials`
  const made = (await call(token, 'POST', path, { application_credential: { name: 'ci' } })) as {
    application_credential: { id: string; secret: string }
  }
  const { id, secret } = made.application_credential
  const user = { name: 'demo', domain: { name: 'Default' } }

  const byId = await ask({ method: 'application-credential', credential: { id } }, secret)
  const byName = await ask({ method: 'application-credential', credential: { name: 'ci', user } }, secret)

  for (const one of [byId, byName])
    expect(one).toMatchObject({ scope: 'project', project: { id: demo.project.id } })
  const refused = { code: 'WRONG_CREDENTIALS' }
  await expect(ask({ method: 'application-credential', credential: { id } }, 'no')).rejects.toMatchObject(
    refused,
  )
  await call(token, 'DELETE', `${path}/${id}`)
  await expect(ask({ method: 'application-credential', credential: { id } }, secret)).rejects.toMatchObject(
    refused,
  )
})

test('a trust lends its trustee the roles of the trustor, and nobody else', async () => {
  const { demo, other } = users()
  const token = await asUser('demo', ofProject('demo'))
  const trust = {
    trustor_user_id: demo.id,
    trustee_user_id: other.id,
    project_id: demo.project.id,
    impersonation: false,
    roles: [{ name: 'member' }],
  }
  const made = (await call(token, 'POST', '/OS-TRUST/trusts', { trust })) as { trust: { id: string } }
  const scope = { kind: 'trust', trustId: made.trust.id } as const

  const lent = await asUser('other', scope)

  expect(lent).toMatchObject({ scope: 'trust', roles: ['member'], project: { id: demo.project.id } })
  await expect(asUser('admin', scope)).rejects.toMatchObject({ data: { status: 403 } })
})

test('a user with a passcode enters by it, and with a rule needs both, in one call or by receipt', async () => {
  const { other } = users()
  const admin = await asUser('admin', ofProject('admin'))
  const blob = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
  await call(admin, 'POST', '/credentials', { credential: { type: 'totp', user_id: other.id, blob } })
  const passcode = passcodeAt(blob, Math.floor(Date.now() / 30_000))
  const scope = ofProject('other')
  const user = { id: other.id }

  expect(await ask({ method: 'totp', user, scope }, null, passcode)).toMatchObject({ scope: 'project' })
  const options = { multi_factor_auth_enabled: true, multi_factor_auth_rules: [['password', 'totp']] }
  await call(admin, 'PATCH', `/users/${other.id}`, { user: { options } })
  const both = await ask({ method: 'password-and-totp', user, scope }, other.password, passcode)
  const half = await askForToken(
    client,
    order({ method: 'password', user, scope }, other.password),
    Date.now,
    never,
  )

  expect(both).toMatchObject({ scope: 'project' })
  expect(half).toMatchObject({ receipt: { missing: ['totp'] } })
  const { receipt } = half as { receipt: AuthReceipt }
  const second = { ...order({ method: 'password', user, scope }, null, passcode), receipt }
  expect(await issueToken(client, second, Date.now, never)).toMatchObject({ user: { name: 'other' } })
})

test('makes the passcodes of RFC 6238', () => {
  // Appendix B, the last six digits: 1970-01-01 00:00:59 and 2005-03-18 01:58:29.
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

  expect([passcodeAt(secret, 1), passcodeAt(secret, 37_037_036)]).toEqual(['287082', '081804'])
})

const client = {
  send: engine.send,
  connection: { verifyTls: true, extraCaPem: null },
  cloudId: null,
  cloudName: 'sandbox',
}

function users() {
  return cloud.sandbox().users
}

function ofProject(name: 'admin' | 'demo' | 'other'): AuthScope {
  return { kind: 'project', project: { id: users()[name].project.id } }
}

function asUser(name: 'admin' | 'demo' | 'other', scope: AuthScope): Promise<Token> {
  const { id, password } = users()[name]
  return ask({ method: 'password', user: { id }, scope }, password)
}

function ask(auth: CloudAuth, secret: string | null, passcode: string | null = null): Promise<Token> {
  return issueToken(client, order(auth, secret, passcode), Date.now, never)
}

function order(auth: CloudAuth, secret: string | null, passcode: string | null = null) {
  const endpoint = cloud.sandbox().identityUrl.replace(/\/v3$/, '')
  return { endpoint, auth, proof: { secret, passcode } }
}

async function call(by: Token, method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(cloud.sandbox().identityUrl + path, {
    method,
    headers: { 'X-Auth-Token': by.value, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
  return text === '' ? null : JSON.parse(text)
}
