import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request as tlsRequest } from 'node:https'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'

import { fakeCore } from '../api/testing/fake-core.ts'
import { trialCertificate } from '../core/http/connection/trial-certificate.ts'
import { type HttpServer, type ServerOptions, startHttpServer } from './http-server.ts'
import { listenFor } from './listening.ts'
import { ask, type Reply } from './testing/ask.ts'

// What another page in the operator's browser, or another user of the machine, may try.

let pageDir: string
let servers: HttpServer[]

beforeEach(async () => {
  servers = []
  pageDir = await mkdtemp(join(tmpdir(), 'arclight-hostile-'))
  await mkdir(join(pageDir, 'assets'))
  await writeFile(join(pageDir, 'served.html'), 'the page')
})
afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()))
  await rm(pageDir, { recursive: true })
})

test('a link lets one browser in, once', async () => {
  const { port, token } = await serve()

  const first = await enter(port, token)
  const second = await enter(port, token)

  expect([first.status, second.status]).toEqual([204, 401])
  expect(second.headers['set-cookie']).toBeUndefined()
})

test('a new link voids the one that nobody used, and no session', async () => {
  const { port, token, server } = await serve()
  const cookie = cookieOf(await enter(port, token))
  const unused = tokenOf(server.newLink())
  const newest = tokenOf(server.newLink())

  expect((await enter(port, unused)).status).toBe(401)
  expect((await enter(port, newest)).status).toBe(204)
  expect((await ask(port, '/session', { headers: { cookie } })).status).toBe(204)
})

test('a browser that is in keeps its session, whatever link it opens again', async () => {
  const { port, token } = await serve()
  const cookie = cookieOf(await enter(port, token))

  expect((await enter(port, token, { cookie })).status).toBe(204)
})

test('each load of the page changes the cookie', async () => {
  const { port, token } = await serve()
  const cookie = cookieOf(await enter(port, token))

  const renewed = cookieOf(await ask(port, '/session', { headers: { cookie } }))

  expect(renewed).toMatch(/^arclight-\d+=[\w-]{43}$/)
  expect(renewed).not.toBe(cookie)
  expect((await ask(port, '/session', { headers: { cookie: renewed } })).status).toBe(204)
})

test('after ten wrong tokens in a minute not even the right one is read', async () => {
  const { port, token } = await serve()

  const guesses: number[] = []
  for (let guess = 0; guess < 11; guess += 1) guesses.push((await enter(port, `guess-${guess}`)).status)
  const right = await enter(port, token)

  expect(guesses).toEqual([...Array.from({ length: 10 }, () => 401), 429])
  expect(right.status).toBe(429)
  expect(right.headers['retry-after']).toBe('60')
  expect(right.headers['set-cookie']).toBeUndefined()
})

test('a session that nobody uses ends, its sockets are told, and its cookie opens nothing', async () => {
  const { port, token, origin } = await serve({ idleMs: 300 })
  const cookie = cookieOf(await enter(port, token))
  const socket = new WebSocket(`ws://127.0.0.1:${port}/rpc`, { origin, headers: { cookie } })

  const [code] = (await once(socket, 'close')) as [number]

  expect(code).toBe(4401)
  expect((await ask(port, '/session', { headers: { cookie } })).status).toBe(401)
  expect((await ask(port, '/body/any', { headers: { cookie } })).status).toBe(401)
})

test('what asks around on this port learns nothing: no name, no version, no CORS', async () => {
  const { port } = await serve()

  for (const path of ['/', '/session', '/body/x', '/rpc', '/nothing', '/.git/config', '/package.json']) {
    const answer = await ask(port, path, { headers: { origin: 'http://127.0.0.1:1' } })
    expect(
      Object.keys(answer.headers).filter((name) => /^(access-control|server|x-powered)/.test(name)),
    ).toEqual([])
    expect(answer.headers['cross-origin-resource-policy']).toBe('same-origin')
    expect(answer.text).not.toMatch(/\d+\.\d+\.\d+/)
  }
})

test('is no proxy: neither an absolute address nor CONNECT goes anywhere', async () => {
  const { port, token } = await serve()
  const cookie = cookieOf(await enter(port, token))
  const lines = [
    'GET http://169.254.169.254/latest/meta-data HTTP/1.1\r\nHost: 169.254.169.254',
    'CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1:22',
    `GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: ${cookie}`,
  ]

  for (const line of lines) {
    const said = await raw(port, `${line}\r\nConnection: close\r\n\r\n`)
    expect(said).not.toContain('meta-data')
    expect(said).toMatch(/^$|^HTTP\/1\.1 (421|404|400|200 OK[\s\S]*the page$)/)
  }
})

test('a head that is too large or never ends costs a refusal, not the server', async () => {
  const { port } = await serve()
  const own = `Host: 127.0.0.1:${port}\r\n`

  const large = await raw(port, `GET / HTTP/1.1\r\n${own}X: ${'x'.repeat(20_000)}\r\n\r\n`)
  const smuggled = await raw(
    port,
    `GET / HTTP/1.1\r\n${own}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n`,
  )

  expect(large).toMatch(/^HTTP\/1\.1 431/)
  expect(smuggled).toMatch(/^HTTP\/1\.1 400/)
  expect((await ask(port, '/')).status).toBe(200)
})

test('a client that dawdles over its head is cut off', { timeout: 30_000 }, async () => {
  const { port } = await serve()
  const socket = connect(port, '127.0.0.1')
  socket.write(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n`)

  expect(await heard(socket)).toMatch(/^HTTP\/1\.1 408/)
})

test('holds a bounded number of connections', async () => {
  const { port } = await serve()
  const sockets = Array.from({ length: 256 }, () => connect(port, '127.0.0.1'))
  await Promise.all(sockets.map((socket) => once(socket, 'connect')))

  // One more gets a connection from the system, and no answer from the server.
  const extra = connect(port, '127.0.0.1')
  extra.on('error', () => {})
  extra.write(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`)
  const said = await heard(extra)
  for (const socket of sockets) socket.destroy()

  expect(said).toBe('')
})

test('for other machines it speaks TLS, under the names of its certificate, and asks for the passphrase', async () => {
  const { cert, key } = trialCertificate({ names: 'DNS:ops.example,IP:127.0.0.1' })
  const listening = listenFor('127.0.0.1', { cert, key, passphrase: 'correct horse' })
  const { port, token, origin } = await serve({ listening })
  const knock = (path: string, headers: Record<string, string>, body = '') =>
    askTls(port, path, { cert, headers, body })

  const host = `ops.example:${port}`
  const right = basic('correct horse')
  const order = JSON.stringify({ token })

  expect(origin).toBe(`https://127.0.0.1:${port}`)
  expect((await knock('/', { host: `evil.example:${port}` })).status).toBe(421)
  const asked = await knock('/', { host })
  expect(asked.status).toBe(401)
  expect(asked.headers['www-authenticate']).toContain('Basic')
  expect(asked.text).toBe('')
  expect((await knock('/', { host, authorization: basic('wrong') })).status).toBe(401)
  expect((await knock('/', { host, authorization: right })).text).toBe('the page')
  expect((await knock('/session', { origin }, order)).status).toBe(401)
  const entered = await knock('/session', { origin, authorization: right }, order)
  expect(entered.status).toBe(204)
  expect(entered.headers['set-cookie']?.[0]).toMatch(
    /^__Host-arclight-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/,
  )
  expect((await knock('/session', { cookie: cookieOf(entered) })).status).toBe(204)
  expect(await raw(port, `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`)).not.toContain('the page')
})

test('ten wrong passphrases in a minute, and the right one is not read either', async () => {
  const { cert, key } = trialCertificate({ names: 'IP:127.0.0.1' })
  const { port } = await serve({
    listening: listenFor('127.0.0.1', { cert, key, passphrase: 'correct horse' }),
  })
  const say = (said: string) =>
    askTls(port, '/', {
      cert,
      headers: { authorization: basic(said) },
    })

  for (let guess = 0; guess < 10; guess += 1) expect((await say(`guess-${guess}`)).status).toBe(401)

  expect((await say('correct horse')).status).toBe(429)
})

test('a certificate that names no host is refused in a sentence', () => {
  const { cert, key } = trialCertificate({ names: 'DNS:*.ops.example' })

  expect(() => listenFor('0.0.0.0', { cert, key, passphrase: 'correct horse' })).toThrow('names no host')
  expect(listenFor('any.ops.example', { cert, key, passphrase: 'correct horse' }).name).toBe(
    'any.ops.example',
  )
})

async function serve(options: Partial<ServerOptions> = {}) {
  const server = await startHttpServer(
    { core: fakeCore({}), report: () => {} },
    { port: 0, pageDir, ...options },
  )
  servers.push(server)
  const { port, origin } = new URL(server.url)
  return { server, port: Number(port), origin, token: tokenOf(server.url) }
}

function enter(port: number, token: string, headers: Record<string, string> = {}): Promise<Reply> {
  const body = JSON.stringify({ token })
  return ask(port, '/session', {
    method: 'POST',
    headers: { origin: `http://127.0.0.1:${port}`, ...headers },
    body,
  })
}

function tokenOf(url: string): string {
  return new URL(url).hash.slice('#token='.length)
}

function cookieOf({ headers }: Pick<Reply, 'headers'>): string {
  return headers['set-cookie']?.[0]?.split(';')[0] ?? ''
}

async function raw(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.write(bytes)
  return heard(socket)
}

/** All that comes until the other side ends it, one way or another. */
async function heard(socket: Socket): Promise<string> {
  let said = ''
  socket.setEncoding('latin1').on('data', (chunk: string) => (said += chunk))
  socket.on('error', () => {})
  await new Promise((resolve) => socket.once('close', resolve))
  return said
}

function basic(passphrase: string): string {
  return `Basic ${Buffer.from(`anybody:${passphrase}`).toString('base64')}`
}

/** Asked under other names on purpose. */
function anyName(): undefined {}

function askTls(
  port: number,
  path: string,
  { cert, headers, body = '' }: { cert: string; headers: Record<string, string>; body?: string },
): Promise<Reply> {
  const method = body === '' ? 'GET' : 'POST'
  return new Promise((resolve, reject) => {
    const asking = tlsRequest({
      host: '127.0.0.1',
      port,
      path,
      method,
      headers,
      ca: cert,
      agent: false,
      checkServerIdentity: anyName,
    })
    asking.on('error', reject).on('response', (answer) => {
      text(answer).then(
        (said) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: said }),
        reject,
      )
    })
    asking.end(body)
  })
}
