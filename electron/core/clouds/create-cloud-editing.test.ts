import { afterEach, beforeEach, expect, test } from 'vitest'

import type { Cloud } from '../../../shared/model/cloud.ts'
import { createMemoryKeyStore } from '../vault/key-store.ts'
import { type CloudsUnderTest, openCloudsUnderTest, password, scoped } from './clouds-under-test.ts'

let house: CloudsUnderTest

beforeEach(async () => {
  house = await openCloudsUnderTest()
})
afterEach(() => house.close())

test('adds a cloud, its password in the key store', async () => {
  const cloud = await house.clouds.add({ settings: house.settings(), secret: password }, signal())

  expect(cloud).toEqual({
    id: expect.any(String),
    origin: 'added',
    settings: house.settings(),
    hasSecret: true,
    session: { state: 'signed-out' },
  })
  expect(await house.keptSecret(cloud.id)).toBe(password)
})

test('gives a name to one cloud only, however many ask at once', async () => {
  const north = { settings: house.settings(), secret: null }

  const outcomes = await Promise.allSettled([1, 2, 3].map(() => house.clouds.add(north, signal())))

  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
  expect(outcomes[1]).toMatchObject({ reason: { code: 'CLOUD_NAME_TAKEN', data: { name: 'north' } } })
})

test('keeps a cloud over a restart, and forgets a password that the memory held', async () => {
  await house.clouds.add({ settings: house.settings(), secret: password }, signal())

  await house.reopen()
  const same = await only()
  await house.reopen(createMemoryKeyStore())

  expect(same.hasSecret).toBe(true)
  expect((await only()).hasSecret).toBe(false)
})

test.each([
  ['name', { name: 'south' }, 'signed-in'],
  ['colour and protection', { colour: 'red', isProtected: true }, 'signed-in'],
  ['region', { regionName: 'south' }, 'signed-in'],
  ['verification', { verifyTls: false }, 'signed-in'],
  ['address', { authUrl: 'http://127.0.0.1:1/v3' }, 'signed-out'],
  ['method', { auth: { method: 'token', scope: { kind: 'default' } } }, 'signed-out'],
  ['scope', { auth: scoped({ kind: 'unscoped' }) }, 'signed-out'],
] as const)(
  'after a change of %s the cloud is still or no longer signed in',
  async (_what, changes, state) => {
    const { id } = await signedIn()

    const changed = { cloudId: id, settings: house.settings(changes), secret: null }
    const cloud = await house.clouds.update(changed, signal())

    expect(cloud.settings).toEqual(house.settings(changes))
    expect(cloud.session.state).toBe(state)
    expect(house.keystone.tokens.size).toBe(state === 'signed-in' ? 1 : 0)
  },
)

test('a new password signs out and is kept, the same one is not new', async () => {
  const { id } = await signedIn()

  const same = await house.clouds.update(
    { cloudId: id, settings: house.settings(), secret: password },
    signal(),
  )
  const other = await house.clouds.update(
    { cloudId: id, settings: house.settings(), secret: 'new' },
    signal(),
  )

  expect([same.session.state, other.session.state]).toEqual(['signed-in', 'signed-out'])
  expect(await house.keptSecret(id)).toBe('new')
})

test('refuses a name that another cloud has', async () => {
  const { id } = await house.clouds.add({ settings: house.settings(), secret: null }, signal())
  await house.clouds.add({ settings: house.settings({ name: 'south' }), secret: null }, signal())

  const changed = { cloudId: id, settings: house.settings({ name: 'south' }), secret: null }

  await expect(house.clouds.update(changed, signal())).rejects.toMatchObject({ code: 'CLOUD_NAME_TAKEN' })
})

test('removing signs out and forgets the password', async () => {
  const { id } = await signedIn()

  await house.clouds.remove(id, signal())

  expect(await house.clouds.list(signal())).toEqual([])
  expect(await house.keptSecret(id)).toBeNull()
  expect(house.keystone.tokens.size).toBe(0)
  await expect(house.clouds.remove(id, signal())).rejects.toMatchObject({ code: 'CLOUD_UNKNOWN' })
})

test('watching gives the list first, then again after each change, and ends with the signal', async () => {
  const stop = new AbortController()
  const seen: string[] = []

  for await (const clouds of house.clouds.watch(stop.signal)) {
    seen.push(clouds.map(({ session }) => session.state).join())
    const step = [
      () => house.clouds.add({ settings: house.settings(), secret: password }, signal()),
      () =>
        house.clouds.signIn(
          { cloudId: clouds[0]!.id, secret: null, passcode: null, isKept: false },
          signal(),
        ),
      () => house.clouds.signOut(clouds[0]!.id, signal()),
      async () => stop.abort(),
    ][seen.length - 1]
    await step?.()
  }

  expect(seen).toEqual(['', 'signed-out', 'signed-in', 'signed-out'])
})

test('a watcher that is slow is told the last state and not each one before it', async () => {
  const stop = new AbortController()
  const watching = house.clouds.watch(stop.signal)
  await watching.next()

  for (const name of ['a', 'b', 'c'])
    await house.clouds.add({ settings: house.settings({ name }), secret: null }, signal())
  const { value } = await watching.next()
  const ended = watching.next()
  stop.abort()

  expect(value?.map(({ settings }) => settings.name)).toEqual(['a', 'b', 'c'])
  expect(await ended).toEqual({ value: undefined, done: true })
})

const text = `
clouds:
  one:
    auth: { auth_url: https://one.example.org, username: demo, user_domain_name: Default, password: "1" }
  two:
    auth: { auth_url: https://two.example.org, user_id: u2 }
  three:
    auth: { auth_url: https://three.example.org, username: demo }
`

test('shows what a file would import, without its passwords', () => {
  const { clouds, problems } = house.clouds.previewFile({ text, secureText: null, publicText: null })

  expect(clouds.map(({ settings, hasSecret }) => [settings.name, hasSecret])).toEqual([
    ['one', true],
    ['two', false],
  ])
  expect(problems).toMatchObject([
    { cloudName: 'three', key: 'user_domain_name', line: 8, reason: 'missing' },
  ])
})

test('imports the clouds that were chosen, each in a colour of its own', async () => {
  await house.clouds.add({ settings: house.settings(), secret: null }, signal())

  const [two, one] = await house.clouds.importFile(
    { text, secureText: null, publicText: null, names: ['two', 'one'] },
    signal(),
  )

  expect([two!.settings.name, one!.settings.name, one!.origin]).toEqual(['two', 'one', 'imported'])
  expect(new Set([house.settings().colour, two!.settings.colour, one!.settings.colour]).size).toBe(3)
  const origin = new URL(one!.settings.authUrl).origin
  expect(await house.keyStore.get(`cloud/${one!.id}@${origin}`)).toBe('1')
  expect(await house.clouds.list(signal())).toHaveLength(3)
})

test('imports all that were chosen or none', async () => {
  await house.clouds.add({ settings: house.settings({ name: 'two' }), secret: null }, signal())

  const taken = house.clouds.importFile(
    { text, secureText: null, publicText: null, names: ['one', 'two'] },
    signal(),
  )
  const unusable = house.clouds.importFile(
    { text, secureText: null, publicText: null, names: ['one', 'three'] },
    signal(),
  )

  await expect(taken).rejects.toMatchObject({ code: 'CLOUD_NAME_TAKEN', data: { name: 'two' } })
  await expect(unusable).rejects.toMatchObject({ code: 'CLOUDS_FILE_INVALID' })
  expect(await house.clouds.list(signal())).toHaveLength(1)
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
