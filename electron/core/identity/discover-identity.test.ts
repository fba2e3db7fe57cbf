import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'

import { createHttpEngine } from '../http/create-http-engine.ts'
import type { IdentityClient } from './call-identity.ts'
import { discoverIdentity } from './discover-identity.ts'
import { type FakeKeystone, type Reply, startFakeKeystone } from './fake-keystone.ts'

const never = new AbortController().signal
const engine = createHttpEngine()
const client: IdentityClient = {
  send: engine.send,
  connection: { verifyTls: true, extraCaPem: null },
  cloudId: null,
  cloudName: 'north',
}
let keystone: FakeKeystone

beforeEach(async () => {
  keystone = await startFakeKeystone('/identity')
})
afterEach(() => keystone.close())
afterAll(() => engine.close())

test.each(['', '/', '/v3', '/v3/', '/v3/auth/tokens', '/v2.0', '/v3?x=1#y'])(
  'finds the service behind a prefix from an auth URL that ends in %j',
  async (ending) => {
    const found = await discoverIdentity(client, keystone.url + ending, never)

    expect(found).toEqual({ endpoint: keystone.url, version: 'v3.14' })
  },
)

test('asks once when the first answer is enough', async () => {
  await discoverIdentity(client, keystone.url, never)

  expect(keystone.calls.map(({ path }) => path)).toEqual(['/identity'])
})

test('keeps its own scheme and host when the version list names those behind a proxy', async () => {
  answer({ '/identity': list('http://10.1.1.1:35357/identity/v3/') })

  const found = await discoverIdentity(client, keystone.url, never)

  expect(found.endpoint).toBe(keystone.url)
})

test('takes the path that the version list gives if v3 answers there', async () => {
  const host = new URL(keystone.url).origin
  answer({ '/': list('https://internal.example.org/identity/v3') })

  const found = await discoverIdentity(client, host, never)

  expect(found.endpoint).toBe(`${host}/identity`)
})

test('stays under the path of the list when what it gives leads nowhere, as a proxy that strips a prefix makes it', async () => {
  answer({ '/identity': list('http://internal:5000/v3/'), '/v3': { status: 404 } })

  const found = await discoverIdentity(client, keystone.url, never)

  expect(found.endpoint).toBe(keystone.url)
})

test('goes on with /v3 where versions are not told without a token', async () => {
  keystone.intercept = () => ({ status: 403 })

  const found = await discoverIdentity(client, `${keystone.url}/`, never)

  expect(found).toEqual({ endpoint: keystone.url, version: 'v3' })
})

test('finds v3 below an address that shows a web page', async () => {
  answer({ '/identity': { status: 200, body: '<html><title>Horizon</title></html>' } })

  const found = await discoverIdentity(client, keystone.url, never)

  expect(found.endpoint).toBe(keystone.url)
})

test('follows a redirect on the same host', async () => {
  answer({ '/identity': { status: 301, headers: { location: '/identity/' } } })

  const found = await discoverIdentity(client, keystone.url, never)

  expect(found.endpoint).toBe(keystone.url)
})

test('follows no redirect to another host: the password would go there', async () => {
  keystone.intercept = () => ({ status: 302, headers: { location: 'http://localhost:1/?x=secret' } })

  const failure = discoverIdentity(client, keystone.url, never)

  await expect(failure).rejects.toMatchObject({
    code: 'NOT_KEYSTONE',
    data: { url: keystone.url, found: 'a redirect to http://localhost:1' },
  })
})

test('gives up on redirects that go round in circles', async () => {
  keystone.intercept = ({ path }) => ({ status: 302, headers: { location: path } })

  await expect(discoverIdentity(client, `${keystone.url}/v3`, never)).rejects.toMatchObject({
    code: 'NOT_KEYSTONE',
  })
  expect(keystone.calls).toHaveLength(4)
})

test.each<[string, Reply]>([
  [
    'a web page titled “Welcome to nginx!”',
    { status: 200, body: '<!DOCTYPE html>\n<html><head><title>Welcome\n to nginx!</title></head></html>' },
  ],
  ['a web page', { status: 200, body: '<html></html>' }],
  [
    'the version list of another service (v2.16, v2.15)',
    { status: 300, body: '{"versions":[{"id":"v2.16","links":[]},{"id":"v2.15"}]}' },
  ],
  [
    'an identity service without v3 (v2.0)',
    { status: 300, body: '{"versions":{"values":[{"id":"v2.0","status":"stable","links":[]}]}}' },
  ],
  ['404 Not Found', { status: 404, body: 'nope' }],
  ['JSON that is no list of versions', { status: 200, body: '{"hello":"world"}' }],
  ['an answer that is not JSON', { status: 200, body: 'It works!' }],
])('says that it found %s', async (found, reply) => {
  keystone.intercept = () => reply

  const failure = discoverIdentity(client, `${keystone.url}?secret=1`, never)

  await expect(failure).rejects.toMatchObject({ code: 'NOT_KEYSTONE', data: { url: keystone.url, found } })
})

test('says that the service is down rather than that it is no Keystone', async () => {
  keystone.intercept = () => ({
    status: 503,
    body: '<html><body><h1>503 Service Unavailable</h1>\nNo server is available.\n</body></html>',
  })

  await expect(discoverIdentity(client, keystone.url, never)).rejects.toMatchObject({
    code: 'CLOUD_REFUSED',
    data: {
      host: new URL(keystone.url).host,
      status: 503,
      message: 'No server is available.',
      requestId: 'req-1',
    },
  })
})

test('lets an abort through', async () => {
  const stop = new AbortController()
  keystone.intercept = () => {
    stop.abort(new Error('stopped'))
    return new Promise(() => undefined)
  }

  await expect(discoverIdentity(client, keystone.url, stop.signal)).rejects.toThrow('stopped')
})

function answer(replies: Record<string, Reply>): void {
  keystone.intercept = ({ path }) => replies[path] ?? null
}

function list(href: string): Reply {
  const values = [{ id: 'v3.14', status: 'stable', links: [{ rel: 'self', href }] }]
  return { status: 300, headers: { location: href }, body: JSON.stringify({ versions: { values } }) }
}
