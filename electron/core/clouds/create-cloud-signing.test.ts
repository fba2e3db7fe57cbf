import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import type { Cloud } from '../../../shared/model/cloud.ts'
import { projects } from '../identity/fake-keystone.ts'
import { type CloudsUnderTest, openCloudsUnderTest, password, scoped } from './clouds-under-test.ts'

const tokensPath = '/v3/auth/tokens'
let house: CloudsUnderTest

beforeEach(async () => {
  house = await openCloudsUnderTest()
})
afterEach(() => house.close())

test('signs in and tells of the token only its fingerprint', async () => {
  const cloud = await signedIn()

  const [token] = [...house.keystone.tokens]
  expect(cloud.session).toMatchObject({
    state: 'signed-in',
    user: { id: 'u1', name: 'demo' },
    project: { id: 'p1', name: 'alpha', domainId: 'default' },
    roles: ['member'],
    lifetimeMs: 3_600_000,
    fingerprint: expect.stringMatching(/^[0-9a-f]{12}$/),
    regionName: 'north',
    regionNames: ['north', 'south'],
    identityEndpoint: house.keystone.url,
    imageEndpoint: 'https://north.example.org:9292',
  })
  expect(JSON.stringify(cloud)).not.toContain(token)
  expect(await house.clouds.revealToken(cloud.id)).toBe(token)
})

test('keeps password and token out of the file', async () => {
  await signedIn()

  const text = await readFile(join(house.dir, 'clouds.json'), 'utf8')
  expect(text).toContain('"north"')
  expect(text).not.toContain(password)
  expect(text).not.toContain([...house.keystone.tokens][0])
})

test('asks for the password that nobody kept', async () => {
  const { id } = await house.clouds.add({ settings: house.settings(), secret: null }, signal())

  await expect(
    house.clouds.signIn({ cloudId: id, secret: null, passcode: null, isKept: false }, signal()),
  ).rejects.toMatchObject({
    code: 'SECRET_NEEDED',
    data: { cloudName: 'north' },
  })
})

test('keeps a password only when told to, and forgets the one before it', async () => {
  const { id } = await house.clouds.add({ settings: house.settings(), secret: null }, signal())

  const kept = await house.clouds.signIn(
    { cloudId: id, secret: password, passcode: null, isKept: true },
    signal(),
  )
  const inStore = await house.keptSecret(id)
  const notKept = await house.clouds.signIn(
    { cloudId: id, secret: password, passcode: null, isKept: false },
    signal(),
  )

  expect([kept.hasSecret, inStore]).toEqual([true, password])
  expect([notKept.hasSecret, await house.keptSecret(id)]).toEqual([false, null])
})

test('keeps no password that was wrong', async () => {
  const { id } = await house.clouds.add({ settings: house.settings(), secret: null }, signal())

  const failure = house.clouds.signIn(
    { cloudId: id, secret: 'wrong', passcode: null, isKept: true },
    signal(),
  )

  await expect(failure).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' })
  expect(await house.keptSecret(id)).toBeNull()
  expect((await only()).session.state).toBe('signed-out')
})

test('renews with a password that was never kept', async () => {
  const { id } = await house.clouds.add({ settings: house.settings(), secret: null }, signal())
  await house.clouds.signIn({ cloudId: id, secret: password, passcode: null, isKept: false }, signal())

  house.clock.aheadMs = 3_600_000 - 119_000
  const { token } = await house.access.imageService(id, signal())

  expect([...house.keystone.tokens].at(-1)).toBe(token)
  expect(house.keystone.countOf('POST', tokensPath)).toBe(2)
})

test('leaves a token that lives more than two minutes as it is', async () => {
  const { id } = await signedIn()

  house.clock.aheadMs = 3_600_000 - 125_000
  await house.access.imageService(id, signal())

  expect(house.keystone.countOf('POST', tokensPath)).toBe(1)
})

test.each([-26, 26])(
  'renews by the life of the token when the clock of the cloud is %i hours off',
  async (hours) => {
    house.keystone.now = () => Date.now() + hours * 3_600_000
    const { id } = await signedIn()

    await house.access.imageService(id, signal())
    const early = house.keystone.countOf('POST', tokensPath)
    house.clock.aheadMs = 3_600_000
    await house.access.imageService(id, signal())

    expect([early, house.keystone.countOf('POST', tokensPath)]).toEqual([1, 2])
  },
)

test('many refused at once cause one sign-in', async () => {
  const { id } = await signedIn()
  const { token: refused } = await house.access.imageService(id, signal())

  const renewed = await Promise.all(
    Array.from({ length: 25 }, () => house.access.renewedImageService(id, refused, signal())),
  )

  expect(new Set(renewed.map(({ token }) => token)).size).toBe(1)
  expect(renewed[0]!.token).not.toBe(refused)
  expect(house.keystone.countOf('POST', tokensPath)).toBe(2)
})

test('signs out when the password is no longer accepted, so that the account is not locked', async () => {
  const { id } = await signedIn()
  const { token } = await house.access.imageService(id, signal())
  house.keystone.password = 'changed'

  await expect(house.access.renewedImageService(id, token, signal())).rejects.toMatchObject({
    code: 'WRONG_CREDENTIALS',
  })
  await expect(house.access.imageService(id, signal())).rejects.toMatchObject({ code: 'SIGNED_OUT' })
  expect(house.keystone.countOf('POST', tokensPath)).toBe(2)
})

test('revokes every token at sign-out, those of projects that were left included', async () => {
  const { id } = await signedIn()
  await house.clouds.switchScope({ cloudId: id, scope: { kind: 'project', projectId: 'p2' } }, signal())
  const { token } = await house.access.imageService(id, signal())
  await house.access.renewedImageService(id, token, signal())
  const before = house.keystone.tokens.size

  const cloud = await house.clouds.signOut(id, signal())

  expect(before).toBe(3)
  expect(house.keystone.tokens.size).toBe(0)
  expect(cloud.session).toEqual({ state: 'signed-out' })
})

test('signs out although the cloud does not answer to it', async () => {
  const { id } = await signedIn()
  const stop = new AbortController()
  house.keystone.intercept = () => {
    stop.abort(new Error('enough'))
    return new Promise(() => undefined)
  }

  const cloud = await house.clouds.signOut(id, stop.signal)

  expect(cloud.session).toEqual({ state: 'signed-out' })
})

test('a second sign-in revokes the token of the first', async () => {
  const { id } = await signedIn()
  const first = await house.clouds.revealToken(id)

  await house.clouds.signIn({ cloudId: id, secret: null, passcode: null, isKept: false }, signal())

  expect(house.keystone.tokens).toEqual(new Set([await house.clouds.revealToken(id)]))
  expect(house.keystone.tokens.has(first)).toBe(false)
})

test('drops a token that arrives for settings that changed meanwhile', async () => {
  const { id } = await house.clouds.add({ settings: house.settings(), secret: password }, signal())
  house.keystone.intercept = async ({ method }) => {
    const changed = {
      cloudId: id,
      settings: house.settings({ auth: scoped({ kind: 'unscoped' }) }),
      secret: null,
    }
    if (method === 'POST') await house.clouds.update(changed, signal())
    return null
  }

  const failure = house.clouds.signIn({ cloudId: id, secret: null, passcode: null, isKept: false }, signal())

  await expect(failure).rejects.toMatchObject({ code: 'SIGNED_OUT' })
  expect((await only()).session.state).toBe('signed-out')
  expect(house.keystone.tokens.size).toBe(0)
})

test('an abort stops signing in', async () => {
  const { id } = await house.clouds.add({ settings: house.settings(), secret: password }, signal())
  const stop = new AbortController()
  house.keystone.intercept = () => {
    stop.abort(new Error('enough'))
    return new Promise(() => undefined)
  }

  await expect(
    house.clouds.signIn({ cloudId: id, secret: null, passcode: null, isKept: false }, stop.signal),
  ).rejects.toThrow('enough')
})

test('lists the projects that are open, by name', async () => {
  const { id } = await signedIn()

  expect(await house.clouds.projects(id, signal())).toEqual([
    { id: 'p1', name: 'alpha', domainId: 'default' },
    { id: 'p2', name: 'beta', domainId: 'default' },
  ])
})

test('lists projects with a new token when the old one was refused', async () => {
  const { id } = await signedIn()
  house.keystone.tokens.clear()

  expect(await house.clouds.projects(id, signal())).toHaveLength(2)
  expect(house.keystone.countOf('GET', '/v3/auth/projects')).toBe(2)
})

test('switches to another project by password and remembers it', async () => {
  const { id } = await signedIn()

  const cloud = await house.clouds.switchScope(
    { cloudId: id, scope: { kind: 'project', projectId: 'p2' } },
    signal(),
  )
  await house.reopen()

  expect(cloud.session).toMatchObject({ project: { id: 'p2', name: 'beta' } })
  expect((await only()).settings.auth).toEqual(scoped({ kind: 'project', project: { id: 'p2' } }))
  const order = house.keystone.calls.findLast(({ method }) => method === 'POST')?.json
  expect(order).toMatchObject({
    auth: { identity: { methods: ['password'] }, scope: { project: { id: projects[0]!.id } } },
  })
})

test('revokes the token in use and goes on with another', async () => {
  const { id, session } = await signedIn()
  const before = await house.clouds.revealToken(id)

  const cloud = await house.clouds.revoke(id, signal())

  const after = await house.clouds.revealToken(id)
  expect(house.keystone.tokens).toEqual(new Set([after]))
  expect(after).not.toBe(before)
  expect(cloud.session).toMatchObject({ state: 'signed-in' })
  expect(cloud.session).not.toEqual(session)
})

test('names domains and the system to be scoped to, and none where Keystone is too old to tell', async () => {
  const { id } = await signedIn()
  const old = await house.clouds.otherScopes(id, signal())
  house.keystone.intercept = (call) => {
    if (call.path.endsWith('/auth/domains'))
      return { status: 200, body: JSON.stringify({ domains: [{ id: 'default', name: 'Default' }] }) }
    if (call.path.endsWith('/auth/system'))
      return { status: 200, body: JSON.stringify({ system: [{ all: true }] }) }
    return null
  }

  expect(old).toEqual({ domains: [], isSystem: false })
  expect(await house.clouds.otherScopes(id, signal())).toEqual({
    domains: [{ id: 'default', name: 'Default' }],
    isSystem: true,
  })
})

test('moves to a domain or the system, and remembers it', async () => {
  const { id } = await signedIn()

  await house.clouds.switchScope({ cloudId: id, scope: { kind: 'domain', domainId: 'd1' } }, signal())
  const inDomain = house.keystone.calls.findLast(({ method }) => method === 'POST')?.json
  await house.clouds.switchScope({ cloudId: id, scope: { kind: 'system' } }, signal())
  const inSystem = house.keystone.calls.findLast(({ method }) => method === 'POST')?.json

  expect(inDomain).toMatchObject({ auth: { scope: { domain: { id: 'd1' } } } })
  expect(inSystem).toMatchObject({ auth: { scope: { system: { all: true } } } })
  expect((await only()).settings.auth).toEqual(scoped({ kind: 'system' }))
})

test('stays where it is when a project lets the user not in', async () => {
  const before = await signedIn()

  const failure = house.clouds.switchScope(
    { cloudId: before.id, scope: { kind: 'project', projectId: 'foreign' } },
    signal(),
  )

  await expect(failure).rejects.toMatchObject({
    code: 'CLOUD_REFUSED',
    data: { status: 401, requestId: 'req-1' },
  })
  expect(await only()).toEqual(before)
})

test('switches region and interface without a new token', async () => {
  const { id } = await signedIn()

  const south = await house.clouds.switchRegion(
    { cloudId: id, regionName: 'south', interface: 'public' },
    signal(),
  )
  const access = await house.access.imageService(id, signal())

  expect(south.session).toMatchObject({
    regionName: 'south',
    imageEndpoint: 'https://south.example.org/image',
  })
  expect(access.endpoint).toBe('https://south.example.org/image')
  expect(house.keystone.countOf('POST', tokensPath)).toBe(1)
})

test('does not switch to a region without an image service', async () => {
  const { id } = await signedIn()

  const failure = house.clouds.switchRegion(
    { cloudId: id, regionName: 'south', interface: 'internal' },
    signal(),
  )

  await expect(failure).rejects.toMatchObject({
    code: 'NO_IMAGE_SERVICE',
    data: { cloudName: 'north', regionName: 'south', interface: 'internal' },
  })
  expect((await only()).settings.regionName).toBeNull()
})

test('tries a cloud out, keeps nothing and takes the token back', async () => {
  const probe = await house.clouds.test(
    { settings: house.settings(), secret: password, passcode: null },
    signal(),
  )

  expect(probe).toEqual({
    identityVersion: 'v3.14',
    identityEndpoint: house.keystone.url,
    userName: 'demo',
    projectName: 'alpha',
    imageEndpoint: 'https://north.example.org:9292',
    tookMs: expect.any(Number),
  })
  expect(house.keystone.tokens.size).toBe(0)
  expect(await house.clouds.list(signal())).toEqual([])
})

async function signedIn(): Promise<Cloud> {
  const { id } = await house.clouds.add({ settings: house.settings(), secret: password }, signal())
  return await house.clouds.signIn({ cloudId: id, secret: null, passcode: null, isKept: false }, signal())
}

async function only(): Promise<Cloud> {
  const [cloud] = await house.clouds.list(signal())
  return cloud!
}

function signal(): AbortSignal {
  return new AbortController().signal
}
