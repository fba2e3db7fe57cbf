import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, request as httpRequest, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'

import { createHttpEngine, type HttpEngine } from '../create-http-engine.ts'
import type { ConnectionOptions, ExchangeRequest } from '../exchange.ts'
import { listen, rawServer, runTrial, type Trial, trialRequest } from '../exchange-trial.ts'
import { type Certificate, trialCertificate } from './trial-certificate.ts'

let engine: HttpEngine
let ca: Certificate
let plain: { server: Server; url: string }
let secure: { server: Server; url: string }

beforeAll(async () => {
  ca = trialCertificate({ subject: 'Trial CA', isAuthority: true })
  const server = createServer((request, response) => response.end(asJson(request)))
  plain = { server, url: `http://127.0.0.1:${await listen(server)}/x?y=1` }
  const tls = createTlsServer(trialCertificate({ issuer: ca }), (request, response) =>
    response.end(asJson(request)),
  )
  secure = { server: tls, url: `https://localhost:${await listen(tls)}/x?y=1` }
})
afterAll(() => {
  for (const { server } of [plain, secure]) {
    server.closeAllConnections()
    server.close()
  }
})
beforeEach(() => {
  engine = createHttpEngine({ environment: {} })
})
afterEach(() => engine.close())

test('gives plain HTTP to an HTTP proxy with the whole URL, and its credentials to nobody else', async () => {
  await using proxy = await httpProxy('user:s3cret')

  const { connected, text } = await through(plain.url, `http://user:s3cret@127.0.0.1:${proxy.port}`)

  expect(proxy.seen).toEqual([`GET ${plain.url}`])
  expect(JSON.parse(text)).toMatchObject({ url: '/x?y=1' })
  expect(JSON.parse(text).headers).not.toHaveProperty('proxy-authorization')
  expect(connected.headText).toContain(`GET ${plain.url} HTTP/1.1\r\n`)
  expect(connected.proxy).toEqual({ url: `http://127.0.0.1:${proxy.port}`, source: 'request' })
  expect(connected.remotePort).toBe(proxy.port)
})

test('tunnels TLS through an HTTP proxy, which sees nothing of the request', async () => {
  await using proxy = await httpProxy('user:s3cret')
  const url = `http://user:s3cret@127.0.0.1:${proxy.port}`

  const first = await through(secure.url, url)
  const second = await through(secure.url, url)

  expect(proxy.seen).toEqual([`CONNECT ${new URL(secure.url).host}`])
  expect(first.connected.headText).toContain('GET /x?y=1 HTTP/1.1\r\n')
  expect(first.connected.headText).not.toContain('Proxy-Authorization')
  expect(first.end.phases.tlsMs).toBeGreaterThan(0)
  expect(second.connected).toMatchObject({ isReused: true, proxy: first.connected.proxy })
})

test('reaches a proxy over TLS, for both kinds of request', async () => {
  await using proxy = await httpProxy(null, trialCertificate({ issuer: ca }))

  const one = await through(plain.url, `https://localhost:${proxy.port}`)
  const two = await through(secure.url, `https://localhost:${proxy.port}`)

  expect([one, two].map(({ text }) => JSON.parse(text).url)).toEqual(['/x?y=1', '/x?y=1'])
  expect(proxy.seen).toEqual([`GET ${plain.url}`, `CONNECT ${new URL(secure.url).host}`])
})

test('says what is wrong with a proxy', async () => {
  await using proxy = await httpProxy('user:s3cret')
  await using refusing = await rawServer((socket) => socket.end('HTTP/1.1 403 Forbidden by policy\r\n\r\n'))
  await using silent = await rawServer((socket) => socket.destroy())

  const wrong = await failureThrough(`http://user:s3cret-too@127.0.0.1:${proxy.port}`)
  expect(wrong).toMatchObject({
    code: 'PROXY_FAILED',
    data: { proxy: `http://127.0.0.1:${proxy.port}`, reason: 'credentials', source: 'request' },
  })
  expect(JSON.stringify(wrong)).not.toContain('s3cret')
  expect(await failureThrough(refusing.url)).toMatchObject({
    data: { reason: 'refused', detail: '403 Forbidden by policy' },
  })
  expect(await failureThrough(silent.url)).toMatchObject({
    code: 'PROXY_FAILED',
    data: { reason: 'refused' },
  })
  expect(await failureThrough('http://127.0.0.1:1')).toMatchObject({ data: { reason: 'unreachable' } })
  expect(await failureThrough('gopher://127.0.0.1')).toMatchObject({ data: { reason: 'invalid' } })
})

test('an abort while the proxy is silent passes its reason through', async () => {
  const aborting = new AbortController()
  await using proxy = await rawServer(() => aborting.abort(new Error('enough')))
  const request = trialRequest(secure.url, { connection: options(proxy.url) })

  const run = async () => {
    for await (const event of engine.send(request, aborting.signal)) expect(event.type).toBe('never')
  }

  await expect(run()).rejects.toThrow('enough')
})

test('takes the proxy of the environment, and says so', async () => {
  await using proxy = await httpProxy(null)
  const own = createHttpEngine({
    environment: { HTTP_PROXY: `127.0.0.1:${proxy.port}`, NO_PROXY: 'localhost' },
  })
  const via = await runTrial(inherited(plain.url), own)
  const direct = await runTrial(inherited(plain.url.replace('127.0.0.1', 'localhost')), own)
  await own.close()

  expect(via.connected.proxy?.source).toBe('HTTP_PROXY')
  expect(direct.connected.proxy).toBeNull()
})

test('connects elsewhere when told to, with the name of the URL for Host and certificate', async () => {
  const { port } = new URL(secure.url)
  const overridden = { host: 'localhost', port: 5000, toHost: '127.0.0.1', toPort: Number(port) }
  const other = { host: 'other.example', port: null, toHost: '127.0.0.1', toPort: Number(port) }
  const connection = { verifyTls: true, extraCaPem: ca.cert, hostOverrides: [other, overridden] }

  const { text, connected } = await runTrial(trialRequest('https://localhost:5000/', { connection }), engine)
  const wrongName = runTrial(trialRequest('https://other.example:99/', { connection }), engine)

  expect(JSON.parse(text).headers.host).toBe('localhost:5000')
  expect(connected.remotePort).toBe(Number(port))
  await expect(wrongName).rejects.toMatchObject({
    code: 'TLS_FAILED',
    data: { reason: 'wrong-host', host: 'other.example:99' },
  })
})

const hasMicrosocks = existsSync('/usr/bin/microsocks')
const hasDante = existsSync('/usr/sbin/danted')
const hasTinyproxy = existsSync('/usr/bin/tinyproxy')

test.runIf(hasMicrosocks)('goes through a real SOCKS 5 server, with credentials', async () => {
  const port = await freePort()
  await using server = await running(
    '/usr/bin/microsocks',
    ['-i', '127.0.0.1', '-p', `${port}`, '-u', 'user', '-P', 's3cret'],
    port,
  )

  for (const kind of ['socks5', 'socks5h']) {
    const { text, connected } = await through(secure.url, `${kind}://user:s3cret@127.0.0.1:${server.port}`)
    expect(JSON.parse(text).url).toBe('/x?y=1')
    expect(connected.proxy?.url).toBe(`${kind}://127.0.0.1:${server.port}`)
  }
  const wrong = await through(plain.url, `socks5://user:other@127.0.0.1:${server.port}`).catch(
    (error: unknown) => error,
  )
  expect(wrong).toMatchObject({ code: 'PROXY_FAILED', data: { reason: 'credentials' } })
  const dead = await through('http://127.0.0.1:1/', `socks5://user:s3cret@127.0.0.1:${server.port}`).catch(
    (error: unknown) => error,
  )
  expect(dead).toMatchObject({ code: 'PROXY_FAILED', data: { reason: 'refused' } })
})

test.runIf(hasDante)('goes through a real SOCKS 4 server', async () => {
  const port = await freePort()
  const config = `internal: 127.0.0.1 port = ${port}
external: lo
clientmethod: none
socksmethod: none
client pass { from: 0/0 to: 0/0 }
socks pass { from: 0/0 to: 0/0 protocol: tcp }
`
  await using directory = await temporary({ 'danted.conf': config })
  await using server = await running('/usr/sbin/danted', ['-f', join(directory.path, 'danted.conf')], port)

  for (const kind of ['socks4', 'socks4a'])
    expect((await through(plain.url, `${kind}://127.0.0.1:${server.port}`)).head.status).toBe(200)
})

test.runIf(hasTinyproxy)('goes through a real HTTP proxy', async () => {
  const port = await freePort()
  const config = `Port ${port}\nListen 127.0.0.1\nTimeout 60\nMaxClients 10\nBasicAuth user s3cret\n`
  await using directory = await temporary({ 'tinyproxy.conf': config })
  await using server = await running(
    '/usr/bin/tinyproxy',
    ['-d', '-c', join(directory.path, 'tinyproxy.conf')],
    port,
  )
  const proxy = `http://user:s3cret@127.0.0.1:${server.port}`

  expect((await through(plain.url, proxy)).text).toContain('"/x?y=1"')
  expect((await through(secure.url, proxy)).text).toContain('"/x?y=1"')
  await expect(through(secure.url, proxy.replace('s3cret', 'other'))).rejects.toMatchObject({
    code: 'PROXY_FAILED',
    data: { reason: 'credentials' },
  })
})

function asJson({ url, headers }: IncomingMessage): string {
  return JSON.stringify({ url, headers })
}

/** How a request for the secure server fails. */
function failureThrough(proxy: string): Promise<unknown> {
  return through(secure.url, proxy).catch((error: unknown) => error)
}

function inherited(url: string): ExchangeRequest {
  return trialRequest(url, {
    connection: { verifyTls: true, extraCaPem: null, proxy: { kind: 'environment' } },
  })
}

function options(url: string): ConnectionOptions {
  return { verifyTls: true, extraCaPem: ca.cert, proxy: { kind: 'fixed', url, noProxy: '' } }
}

function through(url: string, proxy: string): Promise<Trial> {
  return runTrial(trialRequest(url, { connection: options(proxy) }), engine)
}

/** A proxy that wants these credentials, if any, and notes what it was asked for. */
async function httpProxy(
  credentials: string | null,
  certificate?: Certificate,
): Promise<AsyncDisposable & { port: number; seen: string[] }> {
  const seen: string[] = []
  const sockets = new Set<Socket>()
  const isAllowed = ({ headers }: IncomingMessage) =>
    credentials === null ||
    headers['proxy-authorization'] === `Basic ${Buffer.from(credentials).toString('base64')}`
  const server = certificate ? createTlsServer(certificate) : createServer()
  server.on('connection', (socket: Socket) => sockets.add(socket))
  server.on('request', (request: IncomingMessage, response) => {
    seen.push(`${request.method} ${request.url}`)
    if (!isAllowed(request)) return response.writeHead(407).end()
    const { 'proxy-authorization': _, ...headers } = request.headers
    const onward = httpRequest(request.url ?? '', { method: request.method ?? 'GET', headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.headers)
      answer.pipe(response)
    })
    return request.pipe(onward)
  })
  server.on('connect', (request: IncomingMessage, socket: Socket) => {
    seen.push(`${request.method} ${request.url}`)
    if (!isAllowed(request)) return socket.end('HTTP/1.1 407 Who are you\r\n\r\n')
    const { hostname, port } = new URL(`http://${request.url}`)
    const onward = connect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 Go on\r\n\r\n')
      socket.pipe(onward).pipe(socket)
    })
    sockets.add(onward)
    socket.on('error', () => onward.destroy())
    return onward.on('error', () => socket.destroy())
  })
  const port = await listen(server)
  return {
    port,
    seen,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  const port = await listen(server)
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Starts a server and waits until it takes connections. */
async function running(
  command: string,
  args: string[],
  port: number,
): Promise<AsyncDisposable & { port: number }> {
  const child: ChildProcess = spawn(command, args, { stdio: 'ignore' })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const isUp = () =>
    new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true))
      socket.on('connect', () => socket.destroy())
      socket.on('error', () => setTimeout(() => resolve(false), 20))
    })
  while (child.exitCode === null && !(await isUp()));
  return {
    port,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function temporary(files: Record<string, string>): Promise<AsyncDisposable & { path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'arclight-'))
  for (const [name, text] of Object.entries(files)) await writeFile(join(path, name), text)
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) }
}
