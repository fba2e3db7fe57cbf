import { createServer } from 'node:http2'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { createHttpEngine, type HttpEngine } from './create-http-engine.ts'
import { listen, rawServer, runTrial, trialRequest } from './exchange-trial.ts'
import { sendAsAsked } from './send-as-asked.ts'

let engine: HttpEngine

beforeEach(() => {
  const own = createHttpEngine({ environment: {} })
  engine = { ...own, send: sendAsAsked(own.send) }
})
afterEach(() => engine.close())

test.each([
  ['whose head drips', 'HTTP/1.1 200 OK\r\nX-Slow: ', 'x'],
  ['whose body drips', 'HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n', 'x'],
  ['that is only ever announced', '', 'HTTP/1.1 103 Early Hints\r\n\r\n'],
])('ends an answer %s when its time is over', async (_, start, drop) => {
  await using server = await rawServer((socket) => {
    socket.write(start)
    const timer = setInterval(() => socket.write(drop), 20)
    socket.on('close', () => clearInterval(timer))
  })

  await expect(
    runTrial(trialRequest(server.url, { totalTimeoutMs: 400, idleTimeoutMs: 300 }), engine),
  ).rejects.toMatchObject({ code: 'TOOK_TOO_LONG', data: { limitMs: 400 } })
})

test('ends an answer in memory that does not end, and keeps nothing of it', async () => {
  const chunk = Buffer.alloc(1024 * 1024, 'x')
  await using server = await rawServer((socket) => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n')
    const more = () => {
      while (!socket.destroyed && socket.write(chunk));
    }
    socket.on('drain', more)
    more()
  })
  const request = trialRequest(server.url, { into: { kind: 'memory', capBytes: 1000 } })

  await expect(runTrial(request, engine)).rejects.toMatchObject({ code: 'ANSWER_ENDLESS' })
}, 30_000)

test('says BAD_ANSWER for a million headers, however they come', async () => {
  await using server = await rawServer((socket) => {
    socket.write('HTTP/1.1 200 OK\r\n')
    socket.write('X: y\r\n'.repeat(1_000_000))
  })
  const flood = createServer({ settings: { maxHeaderListSize: 10_000_000 } })
  flood.on('sessionError', () => {})
  flood.on('stream', (stream) => {
    stream.on('error', () => {})
    stream.respond(
      Object.fromEntries(Array.from({ length: 9000 }, (_, index) => [`x-${index}`, 'y'.repeat(50)])),
    )
    stream.end()
  })
  const port = await listen(flood)
  const http2 = { verifyTls: true, extraCaPem: null, httpVersion: '2' } as const

  await expect(runTrial(trialRequest(server.url), engine)).rejects.toMatchObject({ code: 'BAD_ANSWER' })
  await expect(
    runTrial(trialRequest(`http://127.0.0.1:${port}/`, { connection: http2 }), engine),
  ).rejects.toMatchObject({ code: expect.stringMatching(/BAD_ANSWER|CLOUD_UNREACHABLE/) })
  flood.close()
})

test('lets no line break through any field into what is sent', async () => {
  const heads: string[] = []
  await using server = await rawServer((socket, head) => {
    heads.push(head)
    socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')
  })
  const evil = 'a\r\nX-Evil: 1\r\n\r\n'
  const proxy = {
    kind: 'fixed',
    url: `http://${encodeURIComponent(evil)}:p@127.0.0.1:${server.port}`,
    noProxy: '',
  } as const
  const override = { host: null, port: null, toHost: evil, toPort: null }
  const connection = { verifyTls: true, extraCaPem: null }
  const attempts = [
    trialRequest(server.url, { method: evil }),
    trialRequest(server.url, { headers: [[evil, 'a']] }),
    trialRequest(server.url, { headers: [['a', evil]] }),
    trialRequest(`${server.url}/${evil}`),
    trialRequest(server.url, { cookies: { headerFor: () => `c=${evil}`, take: () => true } }),
    trialRequest(server.url, { connection: { ...connection, hostOverrides: [override] } }),
    trialRequest('http://cloud.example/', { connection: { ...connection, proxy } }),
    trialRequest('https://cloud.example/', { connection: { ...connection, proxy } }),
  ]

  const outcomes = await Promise.all(
    attempts.map((request) => runTrial(request, engine).catch((error: unknown) => error)),
  )

  expect(heads.join('')).not.toMatch(/^X-Evil/m)
  expect(outcomes.slice(0, 3)).toMatchObject([
    { code: 'HEADER_INVALID' },
    { code: 'HEADER_INVALID' },
    { code: 'HEADER_INVALID' },
  ])
  expect(outcomes.slice(4, 6)).toMatchObject([{ code: 'HEADER_INVALID' }, { code: 'URL_INVALID' }])
})

test('hands on bytes that are no UTF-8 as they are', async () => {
  const bytes = Buffer.from([0xff, 0xfe, 0x00, 0xc3])
  await using server = await rawServer((socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 4\r\n\r\n')
    socket.write(bytes)
  })

  const { end } = await runTrial(trialRequest(server.url), engine)

  expect(end.body).toMatchObject({ bytes })
})
