import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import type { CloudSettings } from '../../../shared/model/cloud.ts'
import { type CloudsUnderTest, openCloudsUnderTest, password, scoped } from './clouds-under-test.ts'

const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'
let house: CloudsUnderTest

beforeEach(async () => {
  house = await openCloudsUnderTest()
})
afterEach(() => house.close())

test('gives what it takes to call the image service', async () => {
  const id = await add()
  await signIn(id)

  expect(await house.access.imageService(id, signal())).toEqual({
    cloudId: id,
    cloudName: 'north',
    endpoint: 'https://north.example.org:9292',
    token: [...house.keystone.tokens][0],
    connection: { verifyTls: true, extraCaPem: null, proxy: { kind: 'environment' } },
    isAdmin: false,
    projectId: 'p1',
  })
})

test('says that nobody is signed in, and that a cloud is unknown', async () => {
  const id = await add()

  await expect(house.access.imageService(id, signal())).rejects.toMatchObject({
    code: 'SIGNED_OUT',
    data: { cloudName: 'north' },
  })
  await expect(house.access.imageService('x', signal())).rejects.toMatchObject({ code: 'CLOUD_UNKNOWN' })
  await expect(house.access.connectionFor('x', signal())).rejects.toMatchObject({ code: 'CLOUD_UNKNOWN' })
})

test('says that a scope has no image service', async () => {
  const id = await add({ auth: scoped({ kind: 'unscoped' }) })
  await signIn(id)

  await expect(house.access.imageService(id, signal())).rejects.toMatchObject({
    code: 'NO_IMAGE_SERVICE',
    data: { cloudName: 'north', regionName: null, interface: 'public' },
  })
})

test('trusts the authorities of the file of a cloud, read anew each time', async () => {
  const caFile = join(house.dir, 'ca.pem')
  const id = await add({ caFile })
  await writeFile(caFile, pem)

  const trusted = await house.access.connectionFor(id, signal())
  await writeFile(caFile, 'not a certificate')
  const empty = house.access.connectionFor(id, signal())
  await expect(empty).rejects.toMatchObject({
    code: 'TLS_FILE_UNREADABLE',
    data: { path: caFile, reason: 'no-certificate' },
  })
  await rm(caFile)
  const gone = house.access.connectionFor(id, signal())

  expect(trusted).toEqual({ verifyTls: true, extraCaPem: pem, proxy: { kind: 'environment' } })
  await expect(gone).rejects.toMatchObject({
    code: 'TLS_FILE_UNREADABLE',
    data: { path: caFile, detail: 'ENOENT' },
  })
})

test('shows the client certificate of a cloud, its key in the same file or in another', async () => {
  const key = '-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n'
  const [both, certOnly, keyOnly] = ['both.pem', 'cert.pem', 'key.pem'].map((name) => join(house.dir, name))
  await writeFile(both!, pem + key)
  await writeFile(certOnly!, pem)
  await writeFile(keyOnly!, key)
  const id = await add({ clientCertFile: both! })
  const connect = async (clientCertFile: string, clientKeyFile: string | null) => {
    const settings = house.settings({ clientCertFile, clientKeyFile })
    await house.clouds.update({ cloudId: id, settings, secret: null }, signal())
    return await house.access.connectionFor(id, signal())
  }
  const certificate = { kind: 'pem', passphrase: null }

  expect((await connect(both!, null)).clientCertificate).toEqual({
    ...certificate,
    certPem: pem + key,
    keyPem: pem + key,
  })
  expect((await connect(certOnly!, keyOnly!)).clientCertificate).toEqual({
    ...certificate,
    certPem: pem,
    keyPem: key,
  })
  await expect(connect(certOnly!, null)).rejects.toMatchObject({
    code: 'TLS_FILE_UNREADABLE',
    data: { path: certOnly, reason: 'no-key' },
  })
})

test('needs no authority where TLS is not verified', async () => {
  const id = await add({ caFile: '/nowhere/ca.pem', verifyTls: false })

  expect(await house.access.connectionFor(id, signal())).toEqual({
    verifyTls: false,
    extraCaPem: null,
    proxy: { kind: 'environment' },
  })
})

test('verifies the TLS of a host that belongs to no cloud', async () => {
  expect(await house.access.connectionFor(null, signal())).toEqual({
    verifyTls: true,
    extraCaPem: null,
    proxy: { kind: 'environment' },
  })
})

test('tells the facts of a session, secrets marked', async () => {
  const id = await add()
  await signIn(id)

  expect(await factsOf(id)).toEqual({
    'cloud.identity': house.keystone.url,
    'cloud.image': 'https://north.example.org:9292',
    'cloud.object-store': 'https://swift.example.org/v1/AUTH_p1',
    'cloud.user_id': 'u1',
    'cloud.user_name': 'demo',
    'cloud.project_id': 'p1',
    'cloud.region': 'north',
    'cloud.token (secret)': [...house.keystone.tokens][0],
    'cloud.password (secret)': password,
  })
})

test('tells of a signed-out cloud what its settings tell', async () => {
  const id = await add({ authUrl: 'https://identity.example.org/v3/', regionName: 'south' })

  expect(await factsOf(id)).toEqual({
    'cloud.identity': 'https://identity.example.org',
    'cloud.user_id': 'u1',
    'cloud.project_id': 'p1',
    'cloud.region': 'south',
    'cloud.password (secret)': password,
  })
})

test('renews the token before it tells it', async () => {
  const id = await add()
  await signIn(id)

  house.clock.aheadMs = 3_600_000
  const facts = await factsOf(id)

  expect(facts['cloud.token (secret)']).toBe([...house.keystone.tokens][1])
})

test('tells the old token when the cloud is out of reach', async () => {
  const id = await add()
  await signIn(id)
  house.keystone.intercept = () => ({ status: 503 })

  house.clock.aheadMs = 3_600_000
  const facts = await factsOf(id)

  expect(facts['cloud.token (secret)']).toBe([...house.keystone.tokens][0])
})

async function add(changes: Partial<CloudSettings> = {}): Promise<string> {
  return (await house.clouds.add({ settings: house.settings(changes), secret: password }, signal())).id
}

async function signIn(cloudId: string): Promise<void> {
  await house.clouds.signIn({ cloudId, secret: null, passcode: null, isKept: false }, signal())
}

async function factsOf(cloudId: string): Promise<Record<string, string>> {
  const facts = await house.access.facts(cloudId, signal())
  return Object.fromEntries(
    facts.map(({ name, value, isSecret }) => [isSecret ? `${name} (secret)` : name, value]),
  )
}

function signal(): AbortSignal {
  return new AbortController().signal
}
