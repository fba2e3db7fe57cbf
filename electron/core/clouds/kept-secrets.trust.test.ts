import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { type FakeKeystone, startFakeKeystone } from '../identity/fake-keystone.ts'
import { type CloudsUnderTest, openCloudsUnderTest, password } from './clouds-under-test.ts'

// A kept secret goes to the host that it was kept for, whoever says otherwise.

let house: CloudsUnderTest
/** Would gladly take the password of the other. */
let thief: FakeKeystone
beforeEach(async () => {
  house = await openCloudsUnderTest()
  thief = await startFakeKeystone()
})
afterEach(async () => {
  await thief.close()
  await house.close()
})

test('a cloud that moves to another host has to be told its secret again, even if it moves back', async () => {
  const { id } = await addCloud()

  const moved = await house.clouds.update(
    { cloudId: id, settings: house.settings({ authUrl: thief.url }), secret: null },
    signal(),
  )
  await expect(signIn(id)).rejects.toMatchObject({ code: 'SECRET_NEEDED' })
  await house.clouds.update({ cloudId: id, settings: house.settings(), secret: null }, signal())
  await expect(signIn(id)).rejects.toMatchObject({ code: 'SECRET_NEEDED' })

  expect(moved.hasSecret).toBe(false)
  expect(await house.keptSecret(id)).toBeNull()
  expect(thief.calls).toEqual([])
})

test('a cloud that moves while it is signed in does not take its secret along', async () => {
  const { id } = await addCloud()
  await signIn(id)
  const settings = house.settings({ authUrl: thief.url })

  await Promise.allSettled([
    house.clouds.update({ cloudId: id, settings, secret: null }, signal()),
    signIn(id),
  ])
  await expect(signIn(id)).rejects.toMatchObject({ code: 'SECRET_NEEDED' })

  expect(sent(thief)).not.toContain(password)
})

test('a new secret for a new host takes the place of the old one', async () => {
  const { id } = await addCloud()
  thief.password = 'for the other'
  const settings = house.settings({ authUrl: thief.url })

  await house.clouds.update({ cloudId: id, settings, secret: 'for the other' }, signal())
  const cloud = await signIn(id)

  expect(cloud.session.state).toBe('signed-in')
  expect(sent(thief)).not.toContain(password)
  expect(await house.keptSecret(id)).toBeNull()
})

test('an address that was changed in clouds.json behind the app gets no secret', async () => {
  const { id } = await addCloud()
  const path = join(house.dir, 'clouds.json')
  await writeFile(path, (await readFile(path, 'utf8')).replaceAll(house.keystone.url, thief.url))
  await house.reopen()

  await expect(signIn(id)).rejects.toMatchObject({ code: 'SECRET_NEEDED' })

  expect(sent(thief)).not.toContain(password)
})

test('a list of versions that points to another host does not bring the secret there', async () => {
  const { id } = await addCloud()
  const links = [{ rel: 'self', href: `${thief.url}/v3/` }]
  const body = JSON.stringify({ versions: { values: [{ id: 'v3.14', status: 'stable', links }] } })
  house.keystone.intercept = ({ method }) => (method === 'GET' ? { status: 300, body } : null)

  await signIn(id).catch(() => {})

  expect(house.keystone.calls.length).toBeGreaterThan(0)
  expect(thief.calls).toEqual([])
})

test.each([301, 307, 308])(
  'a redirect (%s) of the sign-in to another host is not followed',
  async (status) => {
    const { id } = await addCloud()
    house.keystone.intercept = ({ method }) =>
      method === 'POST' ? { status, headers: { location: `${thief.url}/v3/auth/tokens` } } : null

    await expect(signIn(id)).rejects.toMatchObject({ code: expect.any(String) })

    expect(house.keystone.countOf('POST', '/v3/auth/tokens')).toBe(1)
    expect(thief.calls).toEqual([])
  },
)

function addCloud() {
  return house.clouds.add({ settings: house.settings(), secret: password }, signal())
}

function signIn(cloudId: string) {
  return house.clouds.signIn({ cloudId, secret: null, passcode: null, isKept: true }, signal())
}

function sent({ calls }: FakeKeystone): string {
  return JSON.stringify(calls)
}

function signal(): AbortSignal {
  return new AbortController().signal
}
