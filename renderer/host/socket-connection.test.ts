import { once } from 'node:events'
import type { AddressInfo } from 'node:net'

import { createORPCClient } from '@orpc/client'
import { os, type RouterClient } from '@orpc/server'
import { RPCHandler } from '@orpc/server/ws'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'

import { ConnectionLostError } from './connection-lost.ts'
import { type Socket, SocketConnection } from './socket-connection.ts'

const router = {
  ping: os.handler(() => 'pong'),
  hang: os.handler(() => new Promise<string>(() => {})),
  count: os.handler(async function* ({ signal }) {
    yield 1
    await new Promise((resolve) => signal?.addEventListener('abort', resolve))
  }),
}
type Client = RouterClient<typeof router>

let server: WebSocketServer
let connection: SocketConnection
beforeEach(async () => {
  server = await listen(0)
})
afterEach(() => {
  connection.close()
  stop(server)
})

test('a call made before the first connection waits for it', async () => {
  const client = connect()

  expect(connection.state()).toBe('lost')
  expect(await client.ping()).toBe('pong')
  expect(connection.state()).toBe('connected')
})

test('a call under way fails when the connection does, and the next one goes over a new one', async () => {
  const client = connect()
  await client.ping()
  const states: string[] = []
  connection.onState(() => states.push(connection.state()))

  const call = client.hang()
  call.catch(() => {})
  for (const socket of server.clients) socket.terminate()

  await expect(call).rejects.toBeInstanceOf(ConnectionLostError)
  expect(await client.ping()).toBe('pong')
  expect(states).toEqual(['lost', 'connected'])
})

test('a stream fails when the connection does', async () => {
  const client = connect()
  const stream = await client.count()
  expect(await stream.next()).toEqual({ done: false, value: 1 })

  const next = stream.next()
  for (const socket of server.clients) socket.terminate()

  await expect(next).rejects.toBeInstanceOf(ConnectionLostError)
})

test('a call fails in the end when the host does not come back', async () => {
  const client = connect({ callPatienceMs: 50 })
  await client.ping()
  stop(server)
  await lost()

  await expect(client.ping()).rejects.toBeInstanceOf(ConnectionLostError)
})

test('a call that waits can be given up', async () => {
  const client = connect()
  await client.ping()
  stop(server)
  await lost()
  const caller = new AbortController()

  const call = client.ping(undefined, { signal: caller.signal })
  caller.abort(new Error('changed my mind'))

  await expect(call).rejects.toThrow('changed my mind')
})

test('an aborted call keeps the caller’s reason', async () => {
  const client = connect()
  await client.ping()
  const caller = new AbortController()

  const call = client.hang(undefined, { signal: caller.signal })
  caller.abort(new Error('changed my mind'))

  await expect(call).rejects.toThrow('changed my mind')
})

test('finds a host that was started again on the same port', async () => {
  const client = connect()
  await client.ping()
  const { port } = server.address() as AddressInfo
  stop(server)
  await lost()

  server = await listen(port)

  expect(await client.ping()).toBe('pong')
})

test('waits longer after each attempt in vain', async () => {
  const attempts: number[] = []
  stop(server)
  const tried = new Promise<void>((resolve) => {
    connect({
      retryDelayMs: (attempt) => {
        attempts.push(attempt)
        if (attempt === 3) resolve()
        return 1
      },
    })
  })

  await tried

  expect(attempts.slice(0, 4)).toEqual([0, 1, 2, 3])
})

function connect(
  times: { callPatienceMs?: number; retryDelayMs?: (attempt: number) => number } = {},
): Client {
  const { port } = (server.address() as AddressInfo | null) ?? { port: 1 }
  const openSocket = () => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}`)
    // A browser's socket only tells that it closed; this one would throw.
    socket.on('error', () => {})
    return socket as unknown as Socket
  }
  connection = new SocketConnection(openSocket, { callPatienceMs: 5000, retryDelayMs: () => 5, ...times })
  return createORPCClient(connection.link)
}

async function listen(port: number): Promise<WebSocketServer> {
  const handler = new RPCHandler(router)
  const listening = new WebSocketServer({ host: '127.0.0.1', port })
  listening.on('connection', (socket) => void handler.upgrade(socket))
  await once(listening, 'listening')
  return listening
}

function stop(listening: WebSocketServer): void {
  for (const socket of listening.clients) socket.terminate()
  listening.close()
}

function lost(): Promise<void> {
  if (connection.state() === 'lost') return Promise.resolve()
  return new Promise((resolve) => {
    connection.onState(resolve)
  })
}
