import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'

import type { AuthScope, CloudAuth } from '../../../shared/model/cloud-auth.ts'
import { createHttpEngine } from '../http/create-http-engine.ts'
import { issueToken, type Token } from './issue-token.ts'

const cloudFile = process.env['ARCLIGHT_CLOUD']

/** The ways to sign in that Keystone's own settings allow; what is made for them is removed again. */
describe.skipIf(!cloudFile)('on a real cloud', () => {
  const engine = createHttpEngine()
  const undo: (() => Promise<unknown>)[] = []
  let cloud: z.infer<typeof cloudJson>
  let demo: Token
  let admin: Token

  beforeAll(async () => {
    cloud = cloudJson.parse(JSON.parse(await readFile(cloudFile!, 'utf8')))
    demo = await asUser('demo', { kind: 'project', project: { id: cloud.users.demo.project.id } })
    admin = await asUser('admin', { kind: 'project', project: { id: cloud.users.admin.project.id } })
  })
  afterAll(async () => {
    for (const step of undo.toReversed()) await step()
    await engine.close()
  })

  test('an application credential enters by id and by name, into its own project', async () => {
    const path = `/users/${demo.user.id}/application_credentials`
    const name = `arclight-${randomUUID()}`
    const made = (await call(demo, 'POST', path, { application_credential: { name } })) as {
      application_credential: { id: string; secret: string }
    }
    const { id, secret } = made.application_credential
    undo.push(() => call(demo, 'DELETE', `${path}/${id}`))

    const user = { name: 'demo', domain: { id: cloud.users.demo.domain.id } }
    const byId = await ask({ method: 'application-credential', credential: { id } }, secret)
    const byName = await ask({ method: 'application-credential', credential: { name, user } }, secret)

    for (const token of [byId, byName])
      expect(token).toMatchObject({ scope: 'project', project: cloud.users.demo.project })
    await expect(ask({ method: 'application-credential', credential: { id } }, 'no')).rejects.toMatchObject({
      code: 'WRONG_CREDENTIALS',
    })
    await expect(
      ask({ method: 'application-credential', credential: { id: 'nobody-made-it' } }, secret),
    ).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' })
  })

  test('a token enters another scope, and ends when the first would', async () => {
    const scope = { kind: 'project', project: { id: cloud.users.demo.project.id } } as const
    const token = await ask({ method: 'token', scope }, demo.value)

    expect(token).toMatchObject({ scope: 'project', project: cloud.users.demo.project })
    // Both ends are reckoned from this machine's clock, each with the delay of its own answer.
    expect(Math.abs(token.expiresAtMs - demo.expiresAtMs)).toBeLessThan(5000)
    await expect(ask({ method: 'token', scope }, 'gAAAAAbogus')).rejects.toMatchObject({
      code: 'WRONG_CREDENTIALS',
    })
  })

  test('an administrator enters the system', async () => {
    const token = await asUser('admin', { kind: 'system' })

    expect(token).toMatchObject({ scope: 'system', project: null })
    expect(token.roles).toContain('admin')
  })

  test('a role on a domain lets into it', async () => {
    const { roles } = (await call(admin, 'GET', '/roles?name=member')) as { roles: { id: string }[] }
    const grant = `/domains/default/users/${demo.user.id}/roles/${roles[0]!.id}`
    await call(admin, 'PUT', grant)
    undo.push(() => call(admin, 'DELETE', grant))

    const token = await asUser('demo', { kind: 'domain', domain: { name: 'Default' } })

    expect(token).toMatchObject({ scope: 'domain', domainName: 'Default', project: null })
  })

  test('a trust lets its trustee into the project of the trustor', async () => {
    const trust = {
      trustor_user_id: demo.user.id,
      trustee_user_id: cloud.users.other.id,
      project_id: cloud.users.demo.project.id,
      impersonation: false,
      roles: [{ name: 'member' }],
    }
    const made = (await call(demo, 'POST', '/OS-TRUST/trusts', { trust })) as { trust: { id: string } }
    undo.push(() => call(demo, 'DELETE', `/OS-TRUST/trusts/${made.trust.id}`))

    const token = await asUser('other', { kind: 'trust', trustId: made.trust.id })

    expect(token).toMatchObject({
      scope: 'trust',
      user: { name: 'other' },
      project: cloud.users.demo.project,
    })
  })

  function asUser(name: 'admin' | 'demo' | 'other', scope: AuthScope): Promise<Token> {
    const { id, password } = cloud.users[name]
    return ask({ method: 'password', user: { id }, scope }, password)
  }

  function ask(auth: CloudAuth, secret: string): Promise<Token> {
    const connection = { verifyTls: true, extraCaPem: null }
    const client = { send: engine.send, connection, cloudId: null, cloudName: 'real' }
    const endpoint = cloud.identityUrl.replace(/\/v3$/, '')
    const order = { endpoint, auth, proof: { secret, passcode: null } }
    return issueToken(client, order, Date.now, new AbortController().signal)
  }

  /** What a test needs made or removed, past the code under test. */
  async function call(by: Token, method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(cloud.identityUrl + path, {
      method,
      headers: { 'X-Auth-Token': by.value, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return text === '' ? null : JSON.parse(text)
  }
})

const named = z.object({ id: z.string(), name: z.string() })
const user = named.extend({ password: z.string(), domain: named, project: named })
const cloudJson = z.object({
  identityUrl: z.string(),
  users: z.object({ admin: user, demo: user, other: user }),
})
