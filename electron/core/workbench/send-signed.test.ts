import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { buffer, text } from 'node:stream/consumers'
import { promisify } from 'node:util'

import { afterEach, beforeEach, expect, test } from 'vitest'

import type { RequestAuth } from '../../../shared/model/request-auth.ts'
import { type LoopbackWorkbench, password, startWorkbench, token } from './loopback-workbench.ts'
import { noScope } from './request-scope.ts'

const signal = new AbortController().signal
const client: RequestAuth = {
  kind: 'oauth2-client-credentials',
  tokenUrl: '',
  clientId: 'ci:1',
  clientSecret: 'very secret',
  scope: 'images',
  credentialsIn: 'header',
}

let bench: LoopbackWorkbench

beforeEach(async () => {
  bench = await startWorkbench()
})

afterEach(async () => {
  await bench.close()
})

test('signs with what the request or its folder says, values in place of names', async () => {
  const seen = notingHeaders()
  const own = { kind: 'basic', username: 'me', password: '{{cloud.password}}' } as const
  bench.scope = { ...noScope, auth: { kind: 'bearer', token: '{{cloud.token}}' } }

  await bench.sendToEnd({ auth: own })
  await bench.sendToEnd({ auth: { kind: 'inherit' } })
  await bench.sendToEnd({ auth: { kind: 'none' } })

  const basic = Buffer.from(`me:${password}`).toString('base64')
  expect(seen.map(({ authorization }) => authorization)).toEqual([
    `Basic ${basic}`,
    `Bearer ${token}`,
    undefined,
  ])
})

test('sends an API key in a header or in the query, and shows it nowhere', async () => {
  const urls: (string | undefined)[] = []
  bench.answer = (request, response) => {
    urls.push(request.url)
    response.end(String(request.headers['x-key']))
  }
  const key = { kind: 'api-key', name: 'x-key', value: 'k&y=very long' } as const

  const inHeader = await bench.send({ auth: { ...key, in: 'header' } })
  const inQuery = await bench.send({ url: `${bench.base}/?a=1#top`, auth: { ...key, in: 'query' } })

  expect(urls).toEqual(['/', '/?a=1&x-key=k%26y%3Dvery+long'])
  expect(JSON.stringify([inHeader, inQuery])).not.toMatch(/very.long/)
})

test('leaves a header alone that the request writes itself', async () => {
  const seen = notingHeaders()
  const headers = [{ name: 'authorization', value: 'mine', isEnabled: true }]

  await bench.sendToEnd({ headers, auth: { kind: 'bearer', token: 'other' } })

  expect(seen[0]?.authorization).toBe('mine')
})

test('meets a digest challenge, as curl does, and gives up on a wrong password', async () => {
  bench.answer = guardedByDigest
  const url = `${bench.base}/a%20b?c={d}`
  const digest = { kind: 'digest', username: 'me', password: 'right' } as const

  const events = await bench.send({ url, auth: digest })
  const wrong = await bench.sendToEnd({ url, auth: { ...digest, password: 'wrong' } })
  const curl = await promisify(execFile)('curl', ['-gsS', '--digest', '-u', 'me:right', url])

  expect(curl.stdout).toBe('welcome')
  const heads = events.filter((event) => event.type === 'head')
  expect(heads.map(({ status }) => status)).toEqual([200])
  expect(wrong.record.status).toBe(401)
  const { records } = await bench.history.list(
    { text: '', cloudId: null, imageId: null, limit: 9, offset: 0 },
    signal,
  )
  expect(records.map(({ status }) => status)).toEqual([401, 401, 200, 401])
})

test('renews the token of a cloud once when it is refused, and sends the whole file again', async () => {
  const fresh = `gAAAAAB${'f'.repeat(120)}`
  bench.tokens.splice(0, 1, token, fresh)
  await writeFile(join(bench.dir, 'a.img'), 'the whole file')
  const file = await bench.files.addPath(join(bench.dir, 'a.img'), signal)
  const bodies: string[] = []
  bench.answer = async (request, response) => {
    bodies.push((await buffer(request)).toString())
    response.writeHead(request.headers['x-auth-token'] === fresh ? 204 : 401).end()
  }
  const auth = keystone('lab')

  const { record } = await bench.sendToEnd({ method: 'PUT', body: { kind: 'file', file }, auth })

  expect(record.status).toBe(204)
  expect(bodies).toEqual(['the whole file', 'the whole file'])
  bench.answer = (_, response) => void response.writeHead(401).end()
  bench.tokens.push('another', 'and another')
  expect((await bench.sendToEnd({ auth })).record.status).toBe(401)
  expect(bench.tokens).toEqual(['another', 'and another'])
})

test('asks no cloud for another token when somebody else refuses', async () => {
  const fresh = 'not to be used'
  bench.tokens.push(fresh)
  bench.answer = (request, response) => {
    if (request.url === '/') response.writeHead(302, { Location: '/elsewhere' }).end()
    else response.writeHead(401).end()
  }

  const { record } = await bench.sendToEnd({
    auth: keystone(null),
  })

  expect(record.status).toBe(401)
  expect(bench.tokens).toEqual([token, fresh])
})

test('says which cloud there is not, and that none is chosen', async () => {
  await expect(bench.send({ auth: keystone('other') })).rejects.toMatchObject({
    code: 'CLOUD_NAME_UNKNOWN',
    data: { name: 'other' },
  })
  await expect(bench.send({ auth: keystone(null) }, null)).rejects.toMatchObject({ code: 'CLOUD_NOT_CHOSEN' })
})

test('asks for an OAuth token once for many requests, and anew when it is refused', async () => {
  const asked: string[] = []
  let valid = 'access-1'
  bench.answer = async (request, response) => {
    if (request.url === '/token') {
      asked.push(`${request.headers.authorization} ${await text(request)}`)
      response.end(JSON.stringify({ access_token: `access-${asked.length}`, expires_in: 3600 }))
    } else response.writeHead(request.headers.authorization === `Bearer ${valid}` ? 200 : 401).end()
  }
  const auth = { ...client, tokenUrl: `${bench.base}/token` }
  const statusOf = async () => (await bench.sendToEnd({ auth })).record.status

  expect([await statusOf(), await statusOf()]).toEqual([200, 200])
  valid = 'access-2'
  expect(await statusOf()).toBe(200)

  const basic = Buffer.from('ci%3A1:very+secret').toString('base64')
  expect(asked).toEqual(Array(2).fill(`Basic ${basic} grant_type=client_credentials&scope=images`))
})

test('says in the words of the server why it gave no token', async () => {
  bench.answer = (_, response) => void response.writeHead(401).end('{"error": "invalid_client"}')
  const auth: RequestAuth = { ...client, tokenUrl: `${bench.base}/token`, credentialsIn: 'body' }

  await expect(bench.send({ auth })).rejects.toMatchObject({
    code: 'OAUTH_REFUSED',
    data: { host: bench.base.slice(7), detail: 'invalid_client' },
  })
})

test('sends nothing unsigned where it cannot sign', async () => {
  const seen = notingHeaders()
  const auth = { ...client, kind: 'oauth2-authorization-code', authorizationUrl: bench.base } as const

  await expect(bench.send({ auth })).rejects.toMatchObject({ code: 'OAUTH_SIGN_IN_NEEDED' })
  await expect(bench.send({ auth: { kind: 'bearer', token: '{{nobody}}' } })).rejects.toMatchObject({
    code: 'VARIABLES_UNKNOWN',
    data: { names: ['nobody'] },
  })
  expect(seen).toEqual([])
})

function notingHeaders(): IncomingMessage['headers'][] {
  const seen: IncomingMessage['headers'][] = []
  bench.answer = (request, response) => {
    seen.push(request.headers)
    response.end()
  }
  return seen
}

/** RFC 7616 with MD5, for `me` with the password `right`. */
function guardedByDigest(request: IncomingMessage, response: ServerResponse): void {
  const { authorization = '' } = request.headers
  const field = (name: string) => new RegExp(`[ ,]${name}="?([^",]*)`).exec(authorization)?.[1]
  const [ha1, ha2] = [md5('me:there:right'), md5(`${request.method}:${request.url}`)]
  const expected = md5(`${ha1}:n0:${field('nc')}:${field('cnonce')}:auth:${ha2}`)
  if (field('response') === expected && field('uri') === request.url) response.end('welcome')
  else response.writeHead(401, { 'WWW-Authenticate': 'Digest realm="there", nonce="n0", qop="auth"' }).end()
}

function md5(value: string): string {
  return createHash('md5').update(value).digest('hex')
}

function keystone(cloud: string | null): RequestAuth {
  return { kind: 'keystone', cloud, scope: { kind: 'cloud' } }
}
