import { afterEach, beforeEach, expect, test } from 'vitest'

import { type CloudsUnderTest, openCloudsUnderTest, password } from './clouds-under-test.ts'

let house: CloudsUnderTest
let cloudId: string

beforeEach(async () => {
  house = await openCloudsUnderTest()
  const settings = house.settings({ regionName: 'north' })
  cloudId = (await house.clouds.add({ settings, secret: password }, signal())).id
})
afterEach(() => house.close())

test('tells the catalog by service, and by which variable an endpoint is reached', async () => {
  await signIn()

  expect(house.clouds.services(cloudId)).toEqual([
    {
      type: 'image',
      name: 'glance',
      endpoints: [
        {
          interface: 'public',
          regionName: 'north',
          url: 'https://north.example.org:9292/v2/',
          template: '{{cloud.image}}/v2/',
        },
        {
          interface: 'internal',
          regionName: 'north',
          url: 'http://north.internal:9292',
          template: 'http://north.internal:9292',
        },
        {
          interface: 'public',
          regionName: 'south',
          url: 'https://south.example.org/image/v2',
          template: 'https://south.example.org/image/v2',
        },
      ],
    },
    {
      type: 'object-store',
      name: null,
      endpoints: [
        {
          interface: 'public',
          regionName: 'north',
          url: 'https://swift.example.org/v1/AUTH_p1',
          template: '{{cloud.object-store}}',
        },
      ],
    },
  ])
})

test('requests may call every service by its type', async () => {
  await signIn()
  const facts = new Map((await house.access.facts(cloudId, signal())).map(({ name, value }) => [name, value]))

  expect(facts.get('cloud.object-store')).toBe('https://swift.example.org/v1/AUTH_p1')
  expect(facts.get('cloud.image')).toBe('https://north.example.org:9292')
  expect(facts.get('cloud.identity')).toBe(house.keystone.url)
})

test('an image endpoint of the settings takes the place of the catalog’s', async () => {
  const settings = house.settings({ imageEndpoint: 'https://own.example.org/v2/' })
  await house.clouds.update({ cloudId, settings, secret: null }, signal())
  await signIn()

  expect((await house.access.imageService(cloudId, signal())).endpoint).toBe('https://own.example.org')
})

test('renews when told to, and keeps the token before it until sign-out', async () => {
  await signIn()
  const before = await house.clouds.revealToken(cloudId)

  await house.clouds.renew(cloudId, signal())
  const after = await house.clouds.revealToken(cloudId)

  expect(after).not.toBe(before)
  expect(house.keystone.tokens).toEqual(new Set([before, after]))
})

test('a token that takes a passcode says so when it should be renewed, and stays', async () => {
  house.keystone.passcode = '123456'
  await signIn().catch(() => null)
  await house.clouds.signIn({ cloudId, secret: null, passcode: '123456', isKept: true }, signal())

  await expect(house.clouds.renew(cloudId, signal())).rejects.toMatchObject({
    code: 'FACTOR_NEEDED',
    data: { methods: ['totp'] },
  })
  expect((await house.clouds.list(signal()))[0]?.session.state).toBe('signed-in')
})

function signIn() {
  return house.clouds.signIn({ cloudId, secret: null, passcode: null, isKept: true }, signal())
}

function signal(): AbortSignal {
  return new AbortController().signal
}
