import { createServer } from 'node:http'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { createHttpEngine, type HttpEngine } from './create-http-engine.ts'
import type { ExchangeRequest } from './exchange.ts'
import { allClosed, listen, rawServer, runTrial, trialRequest } from './exchange-trial.ts'

let engine: HttpEngine

const never = new AbortController().signal
const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'

beforeEach(() => {
  engine = createHttpEngine()
})
afterEach(() => engine.close())

test('sends the head byte for byte as the connected event shows it, in the order and case given', async () => {
  const heads: string[] = []
  await using server = await rawServer((socket, head) => {
    heads.push(head)
    socket.write(ok)
  })
  const headers: [string, string][] = [
    ['X-Second', 'b'],
    ['x-FIRST', 'a'],
    ['X-Second', ' caf\u00e9 '],
  ]

  const { connected } = await runTrial(
    trialRequest(`${server.url}/v2/images?limit=5#top`, { method: 'PROPFIND', headers }),
    engine,
  )

  expect(heads).toEqual([connected.headText])
  expect(connected.headText).toBe(
    `PROPFIND /v2/images?limit=5 HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nX-Second: b\r\nx-FIRST: a\r\n` +
      'X-Second:  caf\u00e9 \r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n',
  )
})

test('adds nothing that the caller gave', async () => {
  await using server = await rawServer((socket) => socket.write(ok))
  const headers: [string, string][] = [
    ['content-length', '3'],
    ['connection', 'close'],
    ['host', 'cloud.example'],
  ]

  const { connected } = await runTrial(
    trialRequest(server.url, { method: 'POST', headers, body: { kind: 'bytes', bytes: Buffer.from('abc') } }),
    engine,
  )

  expect(connected.headText).toBe(
    'POST / HTTP/1.1\r\ncontent-length: 3\r\nconnection: close\r\nhost: cloud.example\r\n\r\n',
  )
})

test('reports what happens in its order, with the answer as it came', async () => {
  await using server = await rawServer((socket) =>
    socket.write('HTTP/1.1 207 Many Things\r\nX-a: 1\r\nx-A: 2\r\nContent-Length: 4\r\n\r\nbody'),
  )

  const { types, head, end, text } = await runTrial(trialRequest(server.url), engine)

  expect(types).toEqual(['connected', 'sent', 'head', 'end'])
  expect(head).toMatchObject({
    status: 207,
    statusText: 'Many Things',
    headers: [
      ['X-a', '1'],
      ['x-A', '2'],
      ['Content-Length', '4'],
    ],
    contentLengthBytes: 4,
  })
  expect(text).toBe('body')
  expect(end).toMatchObject({ receivedBytes: 4, sentBytes: 0, trailers: [], isRequestComplete: true })
})

test('shows the start of a body as it went out, once, and whether that was all', async () => {
  await using server = await rawServer((socket) => {
    socket.resume()
    socket.write(ok)
  })
  const bytes = Buffer.alloc(3_000_000, 'abc')
  const send = (sentStartBytes: number, body: Buffer) =>
    startsOf(
      trialRequest(server.url, { method: 'PUT', body: { kind: 'bytes', bytes: body }, sentStartBytes }),
    )

  expect(await send(70_000, bytes)).toEqual([{ start: bytes.subarray(0, 70_000), isWhole: false }])
  expect(await send(70_000, Buffer.from('all'))).toEqual([{ start: Buffer.from('all'), isWhole: true }])
  expect(await send(3, Buffer.from('all'))).toEqual([{ start: Buffer.from('all'), isWhole: true }])
  expect(await send(0, bytes)).toEqual([])
})

test('says which address and port answered', async () => {
  await using server = await rawServer((socket) => socket.write(ok))

  const { connected } = await runTrial(trialRequest(server.url), engine)

  expect(connected).toMatchObject({ remoteAddress: '127.0.0.1', remotePort: server.port })
})

test('times each phase, and leaves out those that a kept connection does not have', async () => {
  const server = createServer((_, response) => response.end('x'))
  const port = await listen(server)
  const request = trialRequest(`http://localhost:${port}/`)

  const first = await runTrial(request, engine)
  const second = await runTrial(request, engine)
  server.close()

  const { dnsMs, connectMs, tlsMs, sendMs, waitMs, receiveMs } = first.end.phases
  expect(tlsMs).toBeNull()
  const parts = [dnsMs, connectMs, sendMs, waitMs, receiveMs].map((part) => part ?? Number.NaN)
  for (const part of parts) expect(part).toBeGreaterThanOrEqual(0)
  expect(parts.reduce((sum, part) => sum + part)).toBeLessThanOrEqual(first.end.atMs)
  expect(second.connected.isReused).toBe(true)
  expect(second.end.phases).toMatchObject({ dnsMs: null, connectMs: null, tlsMs: null })
})

test('keeps a connection for the next safe request, and gives one that changes something its own', async () => {
  await using server = await rawServer((socket) => socket.write(ok))
  const send = (method: string) => runTrial(trialRequest(server.url, { method }), engine)

  const reuses = []
  for (const method of ['GET', 'GET', 'POST', 'HEAD', 'DELETE', 'PATCH'])
    reuses.push((await send(method)).connected.isReused)

  expect(reuses).toEqual([false, true, false, true, false, false])
  expect(server.connections()).toBe(4)
})

test('does not use a connection again that its server is about to close, as its Keep-Alive says', async () => {
  const hints = ['timeout=60', 'max=5, timeout=1', 'timeout=60', 'timeout=60']
  await using server = await rawServer((socket) => {
    socket.write(`HTTP/1.1 200 OK\r\nKeep-Alive: ${hints.shift()}\r\nContent-Length: 2\r\n\r\nok`)
  })

  const reuses: boolean[] = []
  for (let count = 0; count < 4; count++) {
    reuses.push((await runTrial(trialRequest(server.url), engine)).connected.isReused)
  }

  expect(reuses).toEqual([false, true, false, true])
})

test('does not share a connection between different ideas of trust', async () => {
  await using server = await rawServer((socket) => socket.write(ok))

  await runTrial(trialRequest(server.url), engine)
  await runTrial(trialRequest(server.url, { connection: { verifyTls: false, extraCaPem: null } }), engine)
  const again = await runTrial(trialRequest(server.url), engine)

  expect(server.connections()).toBe(2)
  expect(again.connected.isReused).toBe(true)
})

test('keeps a few connections at most, however many changes were sent', async () => {
  await using server = await rawServer((socket) => socket.write(ok))

  for (let sent = 0; sent < 20; sent += 1)
    await runTrial(trialRequest(server.url, { method: 'DELETE' }), engine)

  expect(server.connections()).toBe(20)
  await expect.poll(() => server.sockets.size).toBe(6)
})

test('does not notice a server that closes each connection without saying so', async () => {
  await using server = await rawServer((socket) => socket.end(ok))

  const statuses = []
  for (let sent = 0; sent < 200; sent += 1)
    statuses.push((await runTrial(trialRequest(server.url), engine)).head.status)

  expect(new Set(statuses)).toEqual(new Set([200]))
})

test('sends again on a fresh connection when the kept one is reset as the request arrives', async () => {
  const seen = new WeakSet()
  await using server = await rawServer((socket) => {
    if (seen.has(socket)) return socket.resetAndDestroy()
    seen.add(socket)
    socket.write(ok)
  })

  await runTrial(trialRequest(server.url), engine)
  const { types, connected } = await runTrial(trialRequest(server.url), engine)

  expect(types).toEqual(['connected', 'sent', 'connected', 'sent', 'head', 'end'])
  expect(connected.isReused).toBe(false)
})

test('does not send again what began to be answered', async () => {
  const seen = new WeakSet()
  await using server = await rawServer((socket) => {
    if (seen.has(socket)) return socket.end('HTTP/1.1 200 O')
    seen.add(socket)
    socket.write(ok)
  })

  await runTrial(trialRequest(server.url), engine)

  await expect(runTrial(trialRequest(server.url), engine)).rejects.toMatchObject({ code: 'BAD_ANSWER' })
  expect(server.connections()).toBe(1)
})

test('gives the whole of a large body to a slow reader without gathering it in memory', async () => {
  const server = createServer((_, response) => {
    const chunk = Buffer.alloc(65_536)
    let left = 256
    const more = () => {
      while (left > 0) {
        left -= 1
        if (!response.write(chunk)) return
      }
      response.end()
    }
    response.on('drain', more)
    more()
  })
  const port = await listen(server)
  let taken = 0
  let runningWrites = 0
  let mostRunning = 0

  const { end } = await runTrial(
    trialRequest(`http://127.0.0.1:${port}/`, {
      into: {
        kind: 'custom',
        start() {},
        async write(chunk) {
          runningWrites += 1
          mostRunning = Math.max(mostRunning, runningWrites)
          await new Promise(setImmediate)
          taken += chunk.length
          runningWrites -= 1
        },
      },
    }),
    engine,
  )
  server.close()

  expect(taken).toBe(256 * 65_536)
  expect(end.body).toEqual({ kind: 'custom', sizeBytes: taken })
  expect(mostRunning).toBe(1)
})

test('closing ends what runs and what waits, and refuses what comes after', async () => {
  await using server = await rawServer((socket, head) => {
    if (head.startsWith('GET /quick')) socket.write(ok)
  })
  await runTrial(trialRequest(`${server.url}/quick`), engine)
  const running = (async () => {
    for await (const event of engine.send(trialRequest(`${server.url}/slow`), never))
      if (event.type === 'sent') void engine.close()
  })()

  await expect(running).rejects.toMatchObject({ name: 'AbortError' })
  await allClosed(server)
  await expect(runTrial(trialRequest(server.url), engine)).rejects.toMatchObject({ name: 'AbortError' })
})

async function startsOf(request: ExchangeRequest): Promise<{ start: Uint8Array; isWhole: boolean }[]> {
  const starts: { start: Uint8Array; isWhole: boolean }[] = []
  for await (const event of engine.send(request, never))
    if (event.type === 'body-sent') starts.push({ start: event.start, isWhole: event.isWhole })
  return starts
}
