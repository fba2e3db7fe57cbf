import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import * as http2 from 'node:http2'
import { createServer as createTlsServer } from 'node:https'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'

import { createHttpEngine, type HttpEngine } from '../create-http-engine.ts'
import type { ConnectionOptions, ExchangeRequest } from '../exchange.ts'
import { listen, rawServer, runTrial, trialRequest } from '../exchange-trial.ts'
import { type Certificate, trialCertificate } from './trial-certificate.ts'

let ca: Certificate
let certificate: Certificate
let engine: HttpEngine

beforeAll(() => {
  ca = trialCertificate({ subject: 'Trial CA', isAuthority: true })
  certificate = trialCertificate({ issuer: ca })
})
beforeEach(() => {
  engine = createHttpEngine({ environment: {} })
})
afterEach(() => engine.close())

test('speaks HTTP/2 where the server chooses it, and keeps the connection', async () => {
  await using server = await http2Server()
  const request = ask(server.url, 'auto', {
    headers: [
      ['X-First', 'a'],
      ['x-first', 'b'],
      ['Connection', 'keep-alive'],
    ],
  })

  const first = await runTrial(request, engine)
  const second = await runTrial(request, engine)

  expect(first.types.filter((type) => type !== 'progress')).toEqual([
    'secured',
    'connected',
    'sent',
    'head',
    'end',
  ])
  expect(first.connected).toMatchObject({
    httpVersion: '2',
    headText: `GET /x?y=1 HTTP/2\r\nhost: ${new URL(server.url).host}\r\nx-first: a\r\nx-first: b\r\n\r\n`,
  })
  expect(first.head).toMatchObject({ status: 200, statusText: '', contentLengthBytes: null })
  expect(first.head.headers).toContainEqual(['x-twice', '1'])
  expect(first.head.headers.filter(([name]) => name.startsWith(':'))).toEqual([])
  expect(JSON.parse(first.text)).toMatchObject({ path: '/x?y=1', 'x-first': 'a, b', body: '' })
  expect(first.end.trailers).toEqual([['x-checksum', '7']])
  expect(first.end.phases.tlsMs).toBeGreaterThan(0)
  expect(second.connected.isReused).toBe(true)
  expect(server.sessions()).toBe(1)
})

test('falls back to 1.1 where the server has no HTTP/2', async () => {
  const server = createTlsServer(certificate, (_, response) => response.end('old'))
  const port = await listen(server)

  const { connected, text: answer } = await runTrial(ask(`https://localhost:${port}/`, '2'), engine)
  server.closeAllConnections()
  server.close()

  expect(answer).toBe('old')
  expect(connected.httpVersion).toBe('1.1')
})

test('speaks HTTP/2 without TLS when asked for it, and 1.1 otherwise', async () => {
  await using server = await http2Server({ isPlain: true })

  const { connected, text: answer } = await runTrial(ask(server.url, '2'), engine)

  expect(connected.httpVersion).toBe('2')
  expect(JSON.parse(answer)).toMatchObject({ path: '/x?y=1' })
  await using plain = await rawServer((socket) =>
    socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'),
  )
  expect((await runTrial(ask(plain.url, 'auto'), engine)).connected.httpVersion).toBe('1.1')
})

test('sends a large body and gets a large answer, both whole', async () => {
  await using server = await http2Server()
  const bytes = Buffer.alloc(5_000_000, 'abc')

  const { end, text: answer } = await runTrial(
    ask(server.url, 'auto', {
      method: 'PUT',
      body: { kind: 'bytes', bytes },
      into: { kind: 'memory', capBytes: 10_000_000 },
    }),
    engine,
  )

  expect(end.sentBytes).toBe(bytes.length)
  expect(JSON.parse(answer).body).toBe(bytes.toString())
})

test('lets the server wait while the sink is slow', async () => {
  let sentBytes = 0
  await using server = await http2Server({
    onStream(stream) {
      stream.respond({ ':status': 200 })
      const more = () => {
        while (!stream.destroyed && stream.write(Buffer.alloc(65_536))) sentBytes += 65_536
      }
      stream.on('drain', more)
      more()
    },
  })
  let isHeld = false
  const aborting = new AbortController()
  const into: ExchangeRequest['into'] = {
    kind: 'custom',
    start() {},
    write: () => {
      isHeld = true
      return new Promise(() => {})
    },
  }
  const run = async () => {
    for await (const _ of engine.send(ask(server.url, 'auto', { into }), aborting.signal));
  }
  const running = run().catch((error: unknown) => error)

  await settledValue(() => (isHeld ? sentBytes : -1))
  aborting.abort(new Error('enough'))

  expect(await running).toMatchObject({ message: 'enough' })
  expect(sentBytes).toBeLessThan(8_000_000)
})

test.each<[string, (stream: http2.ServerHttp2Stream) => void, object]>([
  [
    'resets the stream before the answer',
    (stream) => stream.close(http2.constants.NGHTTP2_INTERNAL_ERROR),
    { code: 'BAD_ANSWER', data: { detail: expect.stringContaining('NGHTTP2_INTERNAL_ERROR') } },
  ],
  [
    'takes the stream back without an error',
    (stream) => stream.close(http2.constants.NGHTTP2_NO_ERROR),
    { code: 'CLOUD_UNREACHABLE', data: { reason: 'closed' } },
  ],
  [
    'resets the stream inside the answer',
    (stream) => {
      stream.respond({ ':status': 200 })
      stream.write('half', () => stream.destroy(new Error('broken')))
    },
    { code: 'BAD_ANSWER', data: { detail: expect.stringContaining('NGHTTP2_INTERNAL_ERROR') } },
  ],
  [
    'breaks the connection inside the answer',
    (stream) => {
      stream.respond({ ':status': 200 })
      stream.write('half', () => stream.session?.destroy())
    },
    { code: 'ANSWER_CUT' },
  ],
  [
    'says goodbye instead of an answer',
    (stream) => stream.session?.goaway(http2.constants.NGHTTP2_ENHANCE_YOUR_CALM),
    { code: expect.stringMatching(/BAD_ANSWER|CLOUD_UNREACHABLE/) },
  ],
  ['says nothing', () => {}, { code: 'CLOUD_UNREACHABLE', data: { reason: 'timed-out' } }],
])('says what happened when a server %s', async (_, onStream, failure) => {
  await using server = await http2Server({ onStream })

  await expect(runTrial(ask(server.url, 'auto', { idleTimeoutMs: 1500 }), engine)).rejects.toMatchObject(
    failure,
  )
})

test('says so when what answers is no HTTP/2', async () => {
  await using server = await rawServer(() => {})
  const talker = await rawServer((socket) => socket.end('HTTP/1.1 400 Bad\r\n\r\n'))

  await expect(runTrial(ask(talker.url, '2'), engine)).rejects.toMatchObject({ code: 'BAD_ANSWER' })
  await expect(runTrial(ask(server.url, '2', { idleTimeoutMs: 300 }), engine)).rejects.toMatchObject({
    code: 'CLOUD_UNREACHABLE',
    data: { reason: 'timed-out' },
  })
  await talker[Symbol.asyncDispose]()
})

const nghttpd = '/usr/sbin/nghttpd'

test.runIf(existsSync(nghttpd))('gets a file from a real HTTP/2 server', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'arclight-'))
  await writeFile(join(directory, 'file.txt'), 'x'.repeat(300_000))
  await writeFile(join(directory, 'key.pem'), certificate.key)
  await writeFile(join(directory, 'cert.pem'), certificate.cert)
  const server = await rawServer(() => {})
  const { port } = server
  await server[Symbol.asyncDispose]()
  const files = [join(directory, 'key.pem'), join(directory, 'cert.pem')]
  const child = spawn(nghttpd, ['-a', '127.0.0.1', '-d', directory, `${port}`, ...files], { stdio: 'ignore' })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  await takesConnections(port)

  const { connected, text: answer } = await runTrial(ask(`https://localhost:${port}/file.txt`, '2'), engine)
  child.kill('SIGTERM')
  await ended
  await rm(directory, { recursive: true })

  expect(connected.httpVersion).toBe('2')
  expect(answer).toBe('x'.repeat(300_000))
})

function ask(
  url: string,
  httpVersion: NonNullable<ConnectionOptions['httpVersion']>,
  changes: Partial<ExchangeRequest> = {},
): ExchangeRequest {
  return trialRequest(url, { connection: { verifyTls: true, extraCaPem: ca.cert, httpVersion }, ...changes })
}

interface Http2Server extends AsyncDisposable {
  readonly url: string
  sessions(): number
}

/** Tells what it got, unless `onStream` does something else. */
async function http2Server({
  isPlain = false,
  onStream = echo,
}: {
  isPlain?: boolean
  onStream?: (stream: http2.ServerHttp2Stream, headers: http2.IncomingHttpHeaders) => void
} = {}): Promise<Http2Server> {
  const server = isPlain ? http2.createServer() : http2.createSecureServer(certificate)
  const sockets = new Set<Socket>()
  let sessions = 0
  server.on('connection', (socket: Socket) => sockets.add(socket))
  server.on('session', (session: http2.ServerHttp2Session) => {
    sessions += 1
    session.on('error', () => {})
  })
  server.on('stream', (stream: http2.ServerHttp2Stream, headers: http2.IncomingHttpHeaders) => {
    stream.on('error', () => {})
    onStream(stream, headers)
  })
  const port = await listen(server)
  return {
    url: `${isPlain ? 'http' : 'https'}://127.0.0.1:${port}/x?y=1`,
    sessions: () => sessions,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function echo(stream: http2.ServerHttp2Stream, headers: http2.IncomingHttpHeaders): void {
  void text(stream).then((body) => {
    stream.respond({ ':status': 200, 'x-twice': ['1', '2'] }, { waitForTrailers: true })
    stream.once('wantTrailers', () => stream.sendTrailers({ 'x-checksum': '7' }))
    stream.end(JSON.stringify({ path: headers[':path'], ...headers, body }))
  })
}

async function takesConnections(port: number): Promise<void> {
  const isUp = () =>
    new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true))
      socket.on('connect', () => socket.destroy())
      socket.on('error', () => setTimeout(() => resolve(false), 20))
    })
  while (!(await isUp()));
}

/** Waits until a value, once it is not negative, does not change for a while. */
async function settledValue(read: () => number): Promise<void> {
  for (let last = -1, calm = 0; calm < 20; ) {
    await new Promise((resolve) => setTimeout(resolve, 10))
    calm = last >= 0 && read() === last ? calm + 1 : 0
    last = read()
  }
}
