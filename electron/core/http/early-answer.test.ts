import { once } from 'node:events'
import { Readable } from 'node:stream'
import { Worker } from 'node:worker_threads'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { createHttpEngine, type HttpEngine } from './create-http-engine.ts'
import type { BodySource } from './exchange.ts'
import { rawServer, runTrial, trialRequest } from './exchange-trial.ts'

let engine: HttpEngine

beforeEach(() => {
  engine = createHttpEngine()
})
afterEach(() => engine.close())

/** More than the buffers of both sides can hold, so that it is never sent whole to one who does not read. */
function zeros(
  sizeBytes = 64 * 1024 * 1024,
): BodySource & { sizeBytes: number; readBytes: number; isClosed: boolean } {
  const source = {
    kind: 'stream' as const,
    name: 'disk.img',
    sizeBytes,
    readBytes: 0,
    isClosed: false,
    async open() {
      const chunk = Buffer.alloc(1024 * 1024)
      return new Readable({
        highWaterMark: chunk.length,
        read() {
          source.readBytes += chunk.length
          this.push(source.readBytes > sizeBytes ? null : chunk)
        },
        destroy(error, done) {
          source.isClosed = true
          done(error)
        },
      })
    },
  }
  return source
}

test.each([0, 1, 5])(
  'gets the answer of a server that refuses after %d MiB and resets, every time',
  async (mebibytes) => {
    await using server = await refusingServer(mebibytes * 1024 * 1024)

    for (let round = 0; round < 100; round += 1) {
      const body = zeros()
      const { head, end, text } = await runTrial(trialRequest(server.url, { method: 'PUT', body }), engine)

      expect(head.status).toBe(413)
      expect(text).toBe('too big')
      expect(end.isRequestComplete).toBe(false)
      expect(end.sentBytes).toBeLessThan(body.sizeBytes)
      expect(body.isClosed).toBe(true)
    }
  },
)

test('gets an answer without a length from a server that resets at once, every time', async () => {
  await using server = await rawServer((socket) => {
    socket.write('HTTP/1.1 401 Unauthorized\r\n\r\nThis server could not verify you')
    socket.resetAndDestroy()
  })

  for (let round = 0; round < 40; round += 1) {
    const { head, text } = await runTrial(trialRequest(server.url, { method: 'PUT', body: zeros() }), engine)

    expect(head.status).toBe(401)
    expect(text).toBe('This server could not verify you')
  }
})

test('stops sending when refused, and does not use that connection again', async () => {
  await using server = await rawServer((socket) => {
    socket.write('HTTP/1.1 409 Conflict\r\nContent-Length: 5\r\n\r\ntaken')
  })
  const body = zeros()

  const { end, types } = await runTrial(trialRequest(server.url, { method: 'PUT', body }), engine)
  const next = await runTrial(trialRequest(server.url), engine)

  expect(types).not.toContain('sent')
  expect(end.isRequestComplete).toBe(false)
  expect(body.readBytes).toBeLessThan(body.sizeBytes)
  expect(next.connected.isReused).toBe(false)
})

test('delivers what came of a refusal that was cut short', async () => {
  await using server = await rawServer((socket) => {
    socket.end('HTTP/1.1 413 Too Large\r\nContent-Length: 900\r\n\r\n<html>')
  })

  const { end, text } = await runTrial(trialRequest(server.url, { method: 'PUT', body: zeros() }), engine)

  expect(text).toBe('<html>')
  expect(end.body).toMatchObject({ kind: 'memory', isTruncated: true })
})

test('goes on sending after an early success', async () => {
  let received = 0
  await using server = await rawServer((socket, _, rest) => {
    received += rest.length
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')
    socket.on('data', (chunk: Buffer) => {
      received += chunk.length
    })
  })
  const body = zeros(8 * 1024 * 1024)

  const { end, types } = await runTrial(trialRequest(server.url, { method: 'PUT', body }), engine)

  expect(types.indexOf('head')).toBeLessThan(types.indexOf('sent'))
  expect(end).toMatchObject({ isRequestComplete: true, sentBytes: body.sizeBytes })
  await expect.poll(() => received).toBe(body.sizeBytes)
})

test('takes an early success for the answer when the server then stops reading', async () => {
  await using server = await rawServer((socket) => {
    socket.pause()
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')
  })

  const { end, text } = await runTrial(
    trialRequest(server.url, { method: 'PUT', body: zeros(), idleTimeoutMs: 200 }),
    engine,
  )

  expect(text).toBe('ok')
  expect(end.isRequestComplete).toBe(false)
})

test('sends a held body when the server asks for it', async () => {
  await using server = await rawServer((socket, head, rest) => {
    socket.write(`HTTP/1.1 100 Continue\r\n\r\n`)
    socket.once('data', (body: Buffer) => {
      const answer = JSON.stringify([/^Expect: 100-continue\r$/m.test(head), rest.length, body.toString()])
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${answer.length}\r\n\r\n${answer}`)
    })
  })

  const { text, end } = await runTrial(
    trialRequest(server.url, { method: 'PUT', body: bytes('image'), expectContinue: true }),
    engine,
  )

  expect(JSON.parse(text)).toEqual([true, 0, 'image'])
  expect(end.isRequestComplete).toBe(true)
})

test('calls a connection lost that ends between "100 Continue" and the answer', async () => {
  await using server = await rawServer((socket) => {
    socket.write(`HTTP/1.1 100 Continue\r\n\r\n`)
    socket.once('data', () => socket.resetAndDestroy())
  })
  const request = trialRequest(server.url, { method: 'PUT', body: bytes('image'), expectContinue: true })

  await expect(runTrial(request, engine)).rejects.toMatchObject({
    code: 'CLOUD_UNREACHABLE',
    data: { reason: 'reset' },
  })
})

test.each([401, 417, 200])('leaves a held body unread when the server answers %d instead', async (status) => {
  await using server = await rawServer((socket) => {
    socket.write(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`)
  })
  const body = zeros()

  const { head, end } = await runTrial(
    trialRequest(server.url, { method: 'PUT', body, expectContinue: true }),
    engine,
  )

  expect(head.status).toBe(status)
  expect(end).toMatchObject({ isRequestComplete: false, sentBytes: 0 })
  expect(body.readBytes).toBe(0)
})

test('sends a held body after a second to a server that says nothing', async () => {
  await using server = await rawServer((socket) => {
    socket.once('data', () => socket.write('HTTP/1.1 204 No Content\r\n\r\n'))
  })

  const { head, end } = await runTrial(
    trialRequest(server.url, { method: 'PUT', body: bytes('image'), expectContinue: true }),
    engine,
  )

  expect(head.status).toBe(204)
  expect(end.isRequestComplete).toBe(true)
  expect(end.atMs).toBeGreaterThanOrEqual(950)
})

test('holds nothing when there is no body', async () => {
  await using server = await rawServer((socket) => socket.write('HTTP/1.1 204 No Content\r\n\r\n'))

  const { connected, end } = await runTrial(
    trialRequest(server.url, { method: 'PUT', body: bytes(''), expectContinue: true }),
    engine,
  )

  expect(connected.headText).not.toContain('Expect')
  expect(end.isRequestComplete).toBe(true)
})

function bytes(text: string): BodySource {
  return { kind: 'bytes', bytes: Buffer.from(text) }
}

/** Closing with bytes unread resets the connection: from a thread of its own, while the engine is about to write. */
async function refusingServer(afterBytes: number): Promise<AsyncDisposable & { url: string }> {
  const thread = new Worker(
    `const { parentPort, workerData } = require('node:worker_threads')
    const server = require('node:net').createServer((socket) => {
      let received = 0
      socket.on('error', () => {})
      socket.on('data', (chunk) => {
        received += chunk.length
        if (received < workerData || socket.destroyed) return
        socket.write('HTTP/1.1 413 Request Entity Too Large\\r\\nContent-Length: 7\\r\\n\\r\\ntoo big')
        socket.destroy()
      })
    })
    server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port))`,
    { eval: true, workerData: afterBytes },
  )
  const [port] = await once(thread, 'message')
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      await thread.terminate()
    },
  }
}
