import { once } from 'node:events'
import { createServer, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { type FaultProxy, startFaultProxy } from './start-fault-proxy.ts'

const size = 1024 * 1024
const body = Buffer.alloc(size, 'arclight')
const put = { method: 'PUT', path: /./ }
const get = { method: 'GET', path: /./ }

/** Answers a GET with the body, in ranges when asked, and a PUT with how much came. */
const server = createServer((incoming, response) => void serve(incoming).then((text) => response.end(text)))
let received: Buffer[] = []
let proxy: FaultProxy

beforeEach(async () => {
  received = []
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  proxy = await startFaultProxy(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})

afterEach(async () => {
  await proxy.close()
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
})

test('passes everything on as it is while no fault is ordered', async () => {
  const up = await send('PUT', body)
  const down = await send('GET')

  expect(up).toMatchObject({ status: 200, text: String(size) })
  expect(Buffer.concat(received).equals(body)).toBe(true)
  expect(down.bytes.equals(body)).toBe(true)
  expect(proxy.seen).toEqual([
    { method: 'PUT', path: '/x?y=1', range: null },
    { method: 'GET', path: '/x?y=1', range: null },
  ])
})

test('strikes the requests that fit, in the order given, and the rest for ever if told so', async () => {
  proxy.orderAlways(get, { kind: 'answer', status: 503 })
  proxy.order(get, { kind: 'none' }, { kind: 'answer', status: 418, body: 'teapot' })

  const answers = [await send('GET'), await send('GET'), await send('GET'), await send('GET')]

  expect(answers.map(({ status }) => status)).toEqual([200, 418, 503, 503])
  expect(answers[1]?.text).toBe('teapot')
})

test.each([0, 1, size / 2, size - 1])('cuts a download after exactly %i bytes', async (afterBytes) => {
  proxy.order(get, { kind: 'cut', way: 'down', afterBytes })

  const { bytes, error } = await send('GET')

  expect(error).toMatchObject({ code: 'ECONNRESET' })
  expect(bytes.equals(body.subarray(0, afterBytes))).toBe(true)
})

test.each([0, 1, size / 2, size - 1, size])(
  'lets exactly %i bytes of an upload through',
  async (afterBytes) => {
    proxy.order(put, { kind: 'cut', way: 'up', afterBytes })

    const { error } = await send('PUT', body)

    expect(error).not.toBeNull()
    await expect.poll(() => Buffer.concat(received).length).toBe(afterBytes)
    expect(Buffer.concat(received).equals(body.subarray(0, afterBytes))).toBe(true)
  },
)

test('loses an answer only when the server has everything', async () => {
  proxy.order(put, { kind: 'lose-answer' })

  const { error } = await send('PUT', body)

  expect(error).toMatchObject({ code: 'ECONNRESET' })
  expect(Buffer.concat(received)).toHaveLength(size)
})

test('turns over one byte, on the way that is asked for', async () => {
  proxy.order(put, { kind: 'flip', way: 'up', atByte: 7 })
  proxy.order(get, { kind: 'flip', way: 'down', atByte: size - 1 })

  await send('PUT', body)
  const { bytes } = await send('GET')

  expect(differences(Buffer.concat(received))).toEqual([7])
  expect(differences(bytes)).toEqual([size - 1])
})

test('holds a body at a byte until something has happened', async () => {
  let during = -1
  const until = async () => (during = Buffer.concat(received).length)
  proxy.order(put, { kind: 'hold', way: 'up', afterBytes: 100, until })

  const { text } = await send('PUT', body)

  expect(during).toBeLessThanOrEqual(100)
  expect(text).toBe(String(size))
})

test('stalls without closing, until the client leaves', async () => {
  proxy.order(get, { kind: 'stall', way: 'down', afterBytes: 10 })
  const asked = request(proxy.origin)
  asked.end()
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]

  const [first] = (await once(answer, 'data')) as [Buffer]

  expect(first).toHaveLength(10)
  expect(answer.complete).toBe(false)
  asked.destroy()
})

test.each([200, 400, 416, 501] as const)('refuses a range by %i, and nothing else', async (status) => {
  proxy.orderAlways(get, { kind: 'refuse-range', status })

  const ranged = await send('GET', null, { Range: 'bytes=5-' })
  const plain = await send('GET')

  expect(ranged.status).toBe(status)
  expect(plain).toMatchObject({ status: 200 })
  expect(proxy.seen[0]?.range).toBe('bytes=5-')
})

test('lies about the length', async () => {
  proxy.order(get, { kind: 'claim-length', bytes: size + 1 })

  const { headers, bytes, error } = await send('GET')

  expect(headers['content-length']).toBe(String(size + 1))
  expect(error).toMatchObject({ code: 'ECONNRESET' })
  expect(bytes).toHaveLength(size)
})

test('answers in the middle of a body', async () => {
  proxy.order(put, { kind: 'answer', status: 413, body: 'too big', afterBytes: 1000 })

  const { status, text } = await send('PUT', body)

  expect({ status, text }).toEqual({ status: 413, text: 'too big' })
  expect(received).toHaveLength(0)
})

test('refuses connections while it is down, and is itself again afterwards', async () => {
  await proxy.goDown()
  const down = await send('GET')
  await proxy.comeUp()
  const up = await send('GET')

  expect(down.error).toMatchObject({ code: 'ECONNREFUSED' })
  expect(up.bytes).toHaveLength(size)
})

async function serve(incoming: IncomingMessage): Promise<Buffer | string> {
  try {
    for await (const chunk of incoming) received.push(chunk as Buffer)
  } catch {
    // What came before the cut is what the tests look at.
  }
  return incoming.method === 'PUT' ? String(Buffer.concat(received).length) : body
}

/** What came of it, whole or not. */
async function send(method: string, bytes: Buffer | null = null, headers: Record<string, string> = {}) {
  const asked = request(`${proxy.origin}/x?y=1`, { method, headers, agent: false })
  const came: Buffer[] = []
  let answer: IncomingMessage | null = null
  let failure: unknown = null
  asked.end(bytes ?? undefined)
  try {
    const [head] = (await once(asked, 'response')) as [IncomingMessage]
    answer = head
    for await (const chunk of head) came.push(chunk as Buffer)
  } catch (error) {
    failure = error
  }
  const all = Buffer.concat(came)
  return {
    status: answer?.statusCode ?? 0,
    headers: answer?.headers ?? {},
    bytes: all,
    text: all.subarray(0, 100).toString(),
    error: failure,
  }
}

function differences(bytes: Buffer): number[] {
  return Array.from(bytes.keys()).filter((index) => bytes[index] !== body[index])
}
