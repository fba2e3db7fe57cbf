import { createServer } from 'node:net'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { createHttpEngine, type HttpEngine } from './create-http-engine.ts'
import { allClosed, listen, rawServer, runTrial, trialRequest } from './exchange-trial.ts'

let engine: HttpEngine

beforeEach(() => {
  engine = createHttpEngine()
})
afterEach(() => engine.close())

const never = new AbortController().signal
/** Answers every request with these bytes and closes. */
const saying = (bytes: string) => rawServer((socket) => socket.end(Buffer.from(bytes, 'latin1')))
const ask = (url: string, method = 'GET') =>
  runTrial(trialRequest(url, { method, idleTimeoutMs: 300 }), engine)

test('says refused when nobody listens', async () => {
  const server = createServer()
  const port = await listen(server)
  await new Promise((resolve) => server.close(resolve))

  await expect(ask(`http://127.0.0.1:${port}/?token=s3cret`)).rejects.toMatchObject({
    code: 'CLOUD_UNREACHABLE',
    data: { host: `127.0.0.1:${port}`, reason: 'refused' },
  })
})

test('says name-not-found for a host that does not resolve', async () => {
  await expect(ask('http://keystone.invalid/')).rejects.toMatchObject({
    code: 'CLOUD_UNREACHABLE',
    data: { host: 'keystone.invalid', reason: 'name-not-found' },
  })
})

test.each([
  ['before the answer', ''],
  ['inside the head', 'HTTP/1.1 200 OK\r\nX-A'],
  ['inside the body', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab'],
])('says timed-out after a silence %s', async (_, bytes) => {
  await using server = await rawServer((socket) => socket.write(bytes))

  await expect(ask(server.url)).rejects.toMatchObject({
    code: 'CLOUD_UNREACHABLE',
    data: { reason: 'timed-out', detail: 'nothing moved for 300 ms' },
  })
  await allClosed(server)
})

test('says closed or reset when the connection ends without an answer', async () => {
  await using closing = await rawServer((socket) => socket.end())
  await using resetting = await rawServer((socket) => socket.resetAndDestroy())

  await expect(ask(closing.url)).rejects.toMatchObject({ data: { reason: 'closed' } })
  await expect(ask(resetting.url)).rejects.toMatchObject({ data: { reason: 'reset' } })
})

test.each([
  ['garbage', 'SSH-2.0-OpenSSH_9.2p1\r\n'],
  ['half a head', 'HTTP/1.1 200 OK\r\nContent-'],
  ['a head of more than 256 KiB', `HTTP/1.1 200 OK\r\n${'X-Flood: yes\r\n'.repeat(30_000)}\r\n`],
  ['one header of more than 256 KiB', `HTTP/1.1 200 OK\r\nX-Flood: ${'y'.repeat(270_000)}\r\n\r\n`],
  ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
  ['a chunk without a size', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\nzz\r\n'],
])('says BAD_ANSWER for %s', async (_, bytes) => {
  await using server = await saying(bytes)

  await expect(ask(server.url)).rejects.toMatchObject({
    code: 'BAD_ANSWER',
    data: { host: `127.0.0.1:${server.port}` },
  })
})

test.each([
  ['a length', 'Content-Length: 9\r\n\r\nabc', 9],
  ['chunks', 'Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n5\r\n', null],
])('says ANSWER_CUT when the body ends before its %s', async (_, rest, expectedBytes) => {
  await using server = await saying(`HTTP/1.1 200 OK\r\nx-openstack-request-id: req-7\r\n${rest}`)

  await expect(ask(server.url)).rejects.toMatchObject({
    code: 'ANSWER_CUT',
    data: { receivedBytes: 3, expectedBytes, requestId: 'req-7' },
  })
})

test('says ANSWER_CUT when a body without a length is reset', async () => {
  await using server = await rawServer((socket) => socket.write('HTTP/1.1 200 OK\r\n\r\nabc'))

  const asking = (async () => {
    for await (const event of engine.send(trialRequest(server.url), never))
      if (event.type === 'head') for (const socket of server.sockets) socket.resetAndDestroy()
  })()

  await expect(asking).rejects.toMatchObject({
    code: 'ANSWER_CUT',
    data: { receivedBytes: 3, expectedBytes: null, requestId: null },
  })
})

test.each([
  ['until the connection closes', 'HTTP/1.1 200 OK\r\n\r\nabc', 'abc'],
  ['of HTTP/1.0', 'HTTP/1.0 200 OK\r\n\r\nabc', 'abc'],
  [
    'in chunks',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n2;x=y\r\nbc\r\n0\r\n\r\n',
    'abc',
  ],
  [
    'behind early hints',
    'HTTP/1.1 103 Early Hints\r\nX: 1\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na',
    'a',
  ],
  [
    'behind an unasked 100',
    'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na',
    'a',
  ],
  ['that is not there', 'HTTP/1.1 204 No Content\r\n\r\n', ''],
  ['that has not changed', 'HTTP/1.1 304 Not Modified\r\nContent-Length: 900\r\n\r\n', ''],
])('reads a body %s', async (_, bytes, text) => {
  await using server = await saying(bytes)

  expect((await ask(server.url)).text).toBe(text)
})

test('reads no body after HEAD, whatever length it tells', async () => {
  await using server = await rawServer((socket) =>
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n'),
  )

  const { head, text } = await ask(server.url, 'HEAD')

  expect(head.contentLengthBytes).toBe(900)
  expect(text).toBe('')
})

test('gives the trailers, every one of very many headers, and bytes of the head as they are', async () => {
  const many = 'X-Many: caf\xe9\r\n'.repeat(3000)
  await using server = await saying(
    `HTTP/1.1 200 OK\r\n${many}Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nX-Sum: 1\r\nx-sum: 2\r\n\r\n`,
  )

  const { head, end } = await ask(server.url)

  expect(head.headers).toHaveLength(3001)
  expect(head.headers[2999]).toEqual(['X-Many', 'caf\u00e9'])
  expect(end.trailers).toEqual([
    ['X-Sum', '1'],
    ['x-sum', '2'],
  ])
})

test('does not decode a body', async () => {
  await using server = await saying(
    'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nraw',
  )

  const { text, connected } = await ask(server.url)

  expect(text).toBe('raw')
  expect(connected.headText.toLowerCase()).not.toContain('accept-encoding')
})

test('takes a switch of protocols for an answer, and closes', async () => {
  await using server = await rawServer((socket) =>
    socket.write(
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n\x81\x00',
    ),
  )

  const { head, text } = await ask(server.url)

  expect(head.status).toBe(101)
  expect(text).toBe('')
  await allClosed(server)
})

test('takes a second answer to one request for nothing', async () => {
  const twice = 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n'
  await using server = await rawServer((socket) => socket.write(`${twice}a${twice}b`))

  const first = await ask(server.url)
  const second = await ask(server.url)

  expect([first.text, second.text]).toEqual(['a', 'a'])
  expect(second.connected.isReused).toBe(false)
})

test('takes what came with the head although the connection ended before anybody was ready for it', async () => {
  const bytes = 'x'.repeat(20_000)
  await using server = await saying(`HTTP/1.1 200 OK\r\nContent-Length: 30000\r\n\r\n${bytes}`)
  const taken: Uint8Array[] = []
  const into = {
    kind: 'custom',
    start: () => new Promise<void>((resolve) => void setTimeout(resolve, 50)),
    write: (chunk: Uint8Array) => void taken.push(Buffer.from(chunk)),
  } as const

  await expect(runTrial(trialRequest(server.url, { into }), engine)).rejects.toMatchObject({
    code: 'ANSWER_CUT',
    data: { receivedBytes: 20_000, expectedBytes: 30_000 },
  })

  expect(Buffer.concat(taken).toString()).toBe(bytes)
})
