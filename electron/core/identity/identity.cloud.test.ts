import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'

import type { Cloud, CloudSettings } from '../../../shared/model/cloud.ts'
import type { AuthScope, CloudAuth, UserRef } from '../../../shared/model/cloud-auth.ts'
import { plainCloudSettings } from '../../../shared/model/plain-cloud-settings.ts'
import { createClouds } from '../clouds/create-clouds.ts'
import { createDamagedFiles } from '../data-dir/damaged-files.ts'
import { createHttpEngine } from '../http/create-http-engine.ts'
import { createMemoryKeyStore } from '../vault/key-store.ts'
import { callIdentity } from './call-identity.ts'

const cloudFile = process.env['ARCLIGHT_CLOUD']

/** Against a real Keystone: `npm run test:cloud` starts one and names its file. */
describe.skipIf(!cloudFile)('on a real cloud', () => {
  const engine = createHttpEngine()
  let dir: string
  let cloud: z.infer<typeof cloudJson>
  let opened: Awaited<ReturnType<typeof createClouds>>

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'arclight-identity-'))
    cloud = cloudJson.parse(JSON.parse(await readFile(cloudFile!, 'utf8')))
    opened = await createClouds({
      dir,
      damaged: createDamagedFiles({ now: Date.now, log: () => {} }),
      keyStore: createMemoryKeyStore(),
      send: engine.send,
      startSandbox: () => Promise.reject(new Error('there is no sandbox here')),
      machine: { env: {}, cwd: dir, home: dir, platform: 'linux' },
      now: Date.now,
    })
  })
  afterAll(async () => {
    await opened.close()
    await engine.close()
    await rm(dir, { recursive: true })
  })

  test('signs in by id, without a version in the auth URL', async () => {
    const { demo } = cloud.users
    const signedIn = await signIn({
      name: 'by id',
      authUrl: cloud.identityUrl.replace(/\/v3$/, ''),
      auth: byPassword({ id: demo.id }, { kind: 'project', project: { id: demo.project.id } }),
    })

    expect(signedIn.session).toMatchObject({
      state: 'signed-in',
      user: { id: demo.id, name: 'demo' },
      project: { ...demo.project, domainId: demo.domain.id },
      lifetimeMs: expect.any(Number),
      regionNames: expect.arrayContaining([cloud.regionName, cloud.second.regionName]),
      imageEndpoint: cloud.imageUrl,
    })
  })

  test('signs in by name and domain, and switches to another project', async () => {
    const { admin, demo } = cloud.users
    const { id, session } = await signIn({
      name: 'by name',
      auth: byPassword(
        { name: admin.name, domain: { name: admin.domain.name } },
        { kind: 'project', project: { name: admin.project.name, domain: { name: admin.domain.name } } },
      ),
    })

    const projects = await opened.clouds.projects(id, signal())
    const switched = await opened.clouds.switchScope(
      { cloudId: id, scope: { kind: 'project', projectId: demo.project.id } },
      signal(),
    )

    expect(session).toMatchObject({ project: admin.project })
    expect(projects.map(({ name }) => name)).toEqual(['admin', 'demo'])
    expect(switched.session).toMatchObject({
      project: demo.project,
      roles: expect.arrayContaining(['admin']),
    })
  })

  test('moves to the domain and to the system, as Keystone offers them, and back', async () => {
    const { admin } = cloud.users
    const { id } = await signIn({ name: 'scopes', auth: byPassword({ id: admin.id }, { kind: 'unscoped' }) })

    const { domains, isSystem } = await opened.clouds.otherScopes(id, signal())
    const moved = []
    if (isSystem)
      moved.push(await opened.clouds.switchScope({ cloudId: id, scope: { kind: 'system' } }, signal()))
    for (const { id: domainId } of domains.slice(0, 1)) {
      moved.push(
        await opened.clouds.switchScope({ cloudId: id, scope: { kind: 'domain', domainId } }, signal()),
      )
    }
    moved.push(
      await opened.clouds.switchScope(
        { cloudId: id, scope: { kind: 'project', projectId: admin.project.id } },
        signal(),
      ),
    )

    expect(moved.map(({ session }) => session.state === 'signed-in' && session.scope)).toEqual([
      'system',
      'domain',
      'project',
    ])
  })

  test('a revoked token is refused by Keystone, and the session has another', async () => {
    const { id } = await signIn({ name: 'revoked' })
    const first = await opened.clouds.revealToken(id)

    await opened.clouds.revoke(id, signal())

    const second = await opened.clouds.revealToken(id)
    expect([await statusWith(first), await statusWith(second)]).toEqual([401, 200])
  })

  test('gets no project when it asks for none', async () => {
    const { session } = await signIn({ name: 'unscoped', auth: byPassword(me(), { kind: 'unscoped' }) })

    expect(session).toMatchObject({ state: 'signed-in', project: null, roles: [], imageEndpoint: null })
  })

  test('signing out makes Keystone refuse the token, and that of the project before', async () => {
    const { admin, demo } = cloud.users
    const { id } = await signIn({ name: 'out', auth: byPassword({ id: admin.id }, { kind: 'unscoped' }) })
    const first = await opened.clouds.revealToken(id)
    await opened.clouds.switchScope(
      { cloudId: id, scope: { kind: 'project', projectId: demo.project.id } },
      signal(),
    )
    const second = await opened.clouds.revealToken(id)
    const before = [await statusWith(first), await statusWith(second)]

    await opened.clouds.signOut(id, signal())

    expect(before).toEqual([200, 200])
    expect([await statusWith(first), await statusWith(second)]).toEqual([401, 401])
  })

  test('a renewed token is another one, and both are good until sign-out', async () => {
    const { id } = await signIn({ name: 'renewed' })
    const { token } = await opened.access.imageService(id, signal())

    const renewed = await opened.access.renewedImageService(id, token, signal())

    expect(renewed.token).not.toBe(token)
    expect([await statusWith(token), await statusWith(renewed.token)]).toEqual([200, 200])
  })

  test.each<[string, string, () => Promise<unknown>]>([
    ['a wrong password', 'WRONG_CREDENTIALS', () => probe({}, 'wrong')],
    [
      'a user that is not there',
      'WRONG_CREDENTIALS',
      () => probe({ auth: byPassword({ id: 'nobody' }, { kind: 'default' }) }),
    ],
    [
      'a project without a role',
      'WRONG_CREDENTIALS',
      () => probe({ auth: byPassword(me(), foreignScope()) }),
    ],
    ['the address of Glance', 'NOT_KEYSTONE', () => probe({ authUrl: cloud.imageUrl })],
  ])('refuses %s', async (_what, code, run) => {
    await expect(run()).rejects.toMatchObject({ code })
  })

  function probe(changes: Partial<CloudSettings>, password = cloud.users.demo.password): Promise<unknown> {
    return opened.clouds.test({ settings: settingsOf(changes), secret: password, passcode: null }, signal())
  }

  function me(): UserRef {
    return { id: cloud.users.demo.id }
  }

  function foreignScope(): AuthScope {
    return { kind: 'project', project: { id: cloud.users.other.project.id } }
  }

  async function signIn(changes: Partial<CloudSettings>): Promise<Cloud> {
    const { password } = cloud.users.demo
    const { id } = await opened.clouds.add({ settings: settingsOf(changes), secret: password }, signal())
    return await opened.clouds.signIn({ cloudId: id, secret: null, passcode: null, isKept: false }, signal())
  }

  function settingsOf(changes: Partial<CloudSettings>): CloudSettings {
    const { demo } = cloud.users
    return {
      name: 'real',
      authUrl: cloud.identityUrl,
      auth: byPassword(me(), { kind: 'project', project: { id: demo.project.id } }),
      ...plainCloudSettings,
      regionName: cloud.regionName,
      ...changes,
    }
  }

  /** What Keystone itself says about a token. */
  async function statusWith(token: string): Promise<number> {
    const connection = { verifyTls: true, extraCaPem: null }
    const client = { send: engine.send, connection, cloudId: null, cloudName: 'real' }
    const url = `${cloud.identityUrl}/auth/projects`
    const answer = await callIdentity(
      client,
      { method: 'GET', url, headers: [['X-Auth-Token', token]] },
      signal(),
    )
    return answer.status
  }
})

function byPassword(user: UserRef, scope: AuthScope): CloudAuth {
  return { method: 'password', user, scope }
}

const named = z.object({ id: z.string(), name: z.string() })
const user = named.extend({ password: z.string(), domain: named, project: named })
const cloudJson = z.object({
  identityUrl: z.string(),
  imageUrl: z.string(),
  regionName: z.string(),
  second: z.object({ regionName: z.string() }),
  users: z.object({ admin: user, demo: user, other: user }),
})

function signal(): AbortSignal {
  return new AbortController().signal
}
