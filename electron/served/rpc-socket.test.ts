import { EventEmitter, once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'

import type { Contract } from '../../shared/contract/index.ts'
import { fakeCore, untilAborted } from '../api/testing/fake-core.ts'
import { type HttpServer, startHttpServer } from './http-server.ts'
import { ask } from './testing/ask.ts'

let pageDir: string
let server: HttpServer
let port: number
let origin: string
let cookie: string
const watches = new EventEmitter()

beforeEach(async () => {
  pageDir = await mkdtemp(join(tmpdir(), 'arclight-rpc-socket-'))
  const core = fakeCore({
    clouds: {
      async *watch(signal) {
        try {
          yield []
          yield* untilAborted(signal)
        } finally {
          watches.emit('ended')
        }
      },
    },
  })
  server = await startHttpServer({ core, report: () => {} }, { port: 0, pageDir })
  const { hash, port: listening } = new URL(server.url)
  port = Number(listening)
  origin = `http://127.0.0.1:${port}`
  const body = JSON.stringify({ token: hash.slice('#token='.length) })
  const traded = await ask(port, '/session', { method: 'POST', headers: { origin }, body })
  cookie = traded.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
})
afterEach(async () => {
  await server.close()
  await rm(pageDir, { recursive: true })
})

test.each([
  ['no cookie', 401, (): Handshake => ({ cookie: '' })],
  ['another origin', 403, (): Handshake => ({ origin: 'http://evil.example' })],
  ['another port of this machine', 403, (): Handshake => ({ origin: 'http://127.0.0.1:1' })],
  ['no origin', 403, (): Handshake => ({ origin: undefined })],
  ['another host', 421, (): Handshake => ({ host: 'evil.example' })],
  ['another path', 404, (): Handshake => ({ path: '/' })],
])('refuses a socket with %s', async (_what, status, handshake) => {
  const socket = openSocket(handshake())

  const [error] = (await once(socket, 'error')) as [Error]

  expect(error.message).toContain(String(status))
})

test('answers calls', async () => {
  const socket = openSocket()

  expect(await clientOf(socket).app.info()).toMatchObject({ version: '1.2.3' })
  socket.terminate()
})

test.each(['{"i":', 'null', '[]', '{"i":"0","p":{"u":"http://elsewhere/"}}', Buffer.from([0xff, 0, 1])])(
  'goes on after the frame %j',
  async (frame) => {
    const socket = openSocket()
    await once(socket, 'open')

    socket.send(frame)

    expect(await clientOf(socket).app.info()).toMatchObject({ version: '1.2.3' })
    socket.terminate()
  },
)

test('a frame that is far too large ends its socket and nothing else', async () => {
  const socket = openSocket()
  await once(socket, 'open')

  socket.send('x'.repeat(17 * 1024 * 1024))
  const [code] = (await once(socket, 'close')) as [number]

  expect(code).toBe(1009)
  const other = openSocket()
  expect(await clientOf(other).app.info()).toMatchObject({ version: '1.2.3' })
  other.terminate()
})

test('a socket that goes away ends the streams that came over it', async () => {
  const socket = openSocket()
  const stream = await clientOf(socket).clouds.watch()
  expect(await stream.next()).toMatchObject({ value: [] })

  const ended = once(watches, 'ended')
  socket.terminate()

  await ended
})

test('closing the server ends every socket', async () => {
  const socket = openSocket()
  await once(socket, 'open')

  const closed = once(socket, 'close')
  await server.close()

  await closed
  expect(socket.readyState).toBe(WebSocket.CLOSED)
})

interface Handshake {
  readonly cookie?: string
  readonly origin?: string | undefined
  readonly host?: string
  readonly path?: string
}

function openSocket(handshake: Handshake = {}): WebSocket {
  const { host, path = '/rpc' } = handshake
  const headers = { cookie: handshake.cookie ?? cookie, ...(host === undefined ? {} : { host }) }
  const from = 'origin' in handshake ? handshake.origin : origin
  return new WebSocket(`ws://127.0.0.1:${port}${path}`, {
    headers,
    ...(from === undefined ? {} : { origin: from }),
  })
}

function clientOf(socket: WebSocket): ContractRouterClient<Contract> {
  return createORPCClient(new RPCLink({ websocket: socket as never }))
}
