import { createServer } from 'node:http'
import * as zlib from 'node:zlib'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { createHttpEngine, type HttpEngine } from '../create-http-engine.ts'
import { listen, runTrial, type Trial, trialRequest } from '../exchange-trial.ts'
import type { ExchangeRequest } from '../exchange.ts'

const plain = Buffer.from('{"images":[]}'.repeat(20_000))

let engine: HttpEngine

beforeEach(() => {
  engine = createHttpEngine()
})
afterEach(() => engine.close())

test.each<[string, (bytes: Buffer) => Buffer]>([
  ['gzip', zlib.gzipSync],
  ['X-GZip', zlib.gzipSync],
  ['deflate', zlib.deflateSync],
  ['deflate', zlib.deflateRawSync],
  ['br', zlib.brotliCompressSync],
  ['gzip, br', (bytes) => zlib.brotliCompressSync(zlib.gzipSync(bytes))],
])('unpacks %s, counting what came and what came of it', async (coding, pack) => {
  const packed = pack(plain)

  const { end, text } = await answer(coding, packed)

  expect(text).toBe(plain.toString())
  expect(end.receivedBytes).toBe(packed.length)
  expect(end.decoded).toEqual({
    codings: coding.toLowerCase().split(', '),
    sizeBytes: plain.length,
  })
})

const { zstdCompressSync } = zlib as { zstdCompressSync?: (bytes: Buffer) => Buffer }

test.runIf(zstdCompressSync)('unpacks zstd', async () => {
  const { text } = await answer('zstd', zstdCompressSync?.(plain) ?? plain)

  expect(text).toBe(plain.toString())
})

test.skipIf(zstdCompressSync)(
  'says that it cannot unpack zstd where node has no decoder for it',
  async () => {
    await expect(answer('zstd', plain)).rejects.toMatchObject({
      code: 'ANSWER_UNDECODABLE',
      data: { reason: 'unknown', coding: 'zstd' },
    })
  },
)

test('hands an answer on as it came unless asked', async () => {
  const packed = zlib.gzipSync(plain)

  const { end } = await answer('gzip', packed, { isDecompressed: false })

  expect(end.decoded).toBeNull()
  expect(end.body).toMatchObject({ bytes: packed })
})

test.each([
  ['identity', 200, 'GET'],
  ['', 200, 'GET'],
  ['gzip', 206, 'GET'],
  ['gzip', 200, 'HEAD'],
])('leaves an answer in %j with status %i to %s as it is', async (coding, status, method) => {
  const { end } = await answer(coding, Buffer.from('plain'), { method }, status)

  expect(end.decoded).toBeNull()
})

test('takes an answer of no bytes for what it is', async () => {
  const { text } = await answer('gzip', Buffer.alloc(0))

  expect(text).toBe('')
})

test.each([
  ['gzip', plain],
  ['gzip', zlib.gzipSync(plain).subarray(0, 100)],
  ['br', plain],
  ['deflate', Buffer.from([0x78, 0x9c, 0xff, 0xff])],
  ['deflate', Buffer.from([0xff, 0xff])],
])('says what is wrong with broken %s', async (coding, bytes) => {
  await expect(answer(coding, bytes)).rejects.toMatchObject({
    code: 'ANSWER_UNDECODABLE',
    data: { reason: 'corrupt', coding },
  })
})

test.each(['compress', 'gzip, gzip, gzip', 'exi'])('says that it does not know %s', async (coding) => {
  await expect(answer(coding, plain)).rejects.toMatchObject({
    code: 'ANSWER_UNDECODABLE',
    data: { reason: 'unknown', coding },
  })
})

test('stops a bomb long before it is unpacked', async () => {
  const bomb = zlib.gzipSync(zlib.gzipSync(Buffer.alloc(1024 ** 3 / 4), { level: 9 }))

  await expect(answer('gzip, gzip', bomb)).rejects.toMatchObject({
    code: 'ANSWER_UNDECODABLE',
    data: { reason: 'bomb' },
  })
}, 30_000)

test('reads no faster than what comes out is taken', async () => {
  let waiting = 0
  let most = 0
  let sizeBytes = 0
  const into: ExchangeRequest['into'] = {
    kind: 'custom',
    start() {},
    async write(chunk) {
      waiting += 1
      most = Math.max(most, waiting)
      sizeBytes += chunk.length
      await new Promise((resolve) => setImmediate(resolve))
      waiting -= 1
    },
  }

  await answer('gzip', zlib.gzipSync(Buffer.alloc(5_000_000, 'ab')), { into })

  expect(sizeBytes).toBe(5_000_000)
  expect(most).toBe(1)
})

async function answer(
  coding: string,
  bytes: Buffer,
  changes: Partial<ExchangeRequest> = {},
  status = 200,
): Promise<Trial> {
  const server = createServer((_, response) => {
    response.writeHead(status, { 'content-encoding': coding })
    response.end(bytes)
  })
  const port = await listen(server)
  try {
    return await runTrial(
      trialRequest(`http://127.0.0.1:${port}/`, { isDecompressed: true, ...changes }),
      engine,
    )
  } finally {
    server.closeAllConnections()
    server.close()
  }
}
