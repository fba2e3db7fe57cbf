import { existsSync, statSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { createHttpEngine, type HttpEngine } from '../create-http-engine.ts'
import type { BodySink, ExchangeHead } from '../exchange.ts'
import { allClosed, rawServer, runTrial, trialRequest } from '../exchange-trial.ts'

let engine: HttpEngine
let directory: string

beforeEach(async () => {
  engine = createHttpEngine()
  directory = await mkdtemp(join(tmpdir(), 'arclight-'))
})
afterEach(async () => {
  await engine.close()
  await rm(directory, { recursive: true })
})

/** Distinct bytes, a few batches long and not a multiple of any. */
const image = Buffer.alloc(
  5_000_011,
  Uint8Array.from({ length: 251 }, (_, index) => index),
)
const imageHead = `HTTP/1.1 200 OK\r\nX-Openstack-Request-Id: req-1\r\nContent-Length: ${image.length}\r\n\r\n`

const imageServer = () =>
  rawServer((socket) => {
    socket.write(imageHead)
    socket.write(image)
  })
/** Sends the first million bytes of the image and hangs up. */
const cutServer = () =>
  rawServer((socket) => {
    socket.write(imageHead)
    socket.end(image.subarray(0, 1_000_000))
  })

test('keeps an answer in memory up to the cap and counts the rest', async () => {
  await using server = await imageServer()

  const { end } = await runTrial(
    trialRequest(server.url, { into: { kind: 'memory', capBytes: 100_000 } }),
    engine,
  )

  expect(end.receivedBytes).toBe(image.length)
  expect(end.body).toMatchObject({ kind: 'memory', isTruncated: true })
  expect(end.body.kind === 'memory' && image.subarray(0, 100_000).equals(end.body.bytes)).toBe(true)
})

test('calls an answer that just fits whole', async () => {
  await using server = await imageServer()

  const { end } = await runTrial(
    trialRequest(server.url, { into: { kind: 'memory', capBytes: image.length } }),
    engine,
  )

  expect(end.body).toMatchObject({ kind: 'memory', isTruncated: false })
})

test('writes an answer to a file that only its owner may read', async () => {
  await using server = await imageServer()
  const path = join(directory, 'body')

  const { end } = await runTrial(trialRequest(server.url, { into: { kind: 'file', path } }), engine)

  expect(end.body).toEqual({ kind: 'file', path, sizeBytes: image.length })
  expect(image.equals(await readFile(path))).toBe(true)
  expect((await stat(path)).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600)
})

test('makes an empty file of an answer without a body', async () => {
  await using server = await rawServer((socket) => socket.write('HTTP/1.1 204 No Content\r\n\r\n'))
  const path = join(directory, 'body')

  const { end } = await runTrial(trialRequest(server.url, { into: { kind: 'file', path } }), engine)

  expect(end.body).toEqual({ kind: 'file', path, sizeBytes: 0 })
  expect(statSync(path).size).toBe(0)
})

test('leaves no file of an answer that was cut', async () => {
  await using server = await cutServer()

  await expect(
    runTrial(trialRequest(server.url, { into: { kind: 'file', path: join(directory, 'body') } }), engine),
  ).rejects.toMatchObject({
    code: 'ANSWER_CUT',
    data: { receivedBytes: 1_000_000, expectedBytes: image.length, requestId: 'req-1' },
  })
  expect(await readdir(directory)).toEqual([])
})

test('says FILE_UNWRITABLE, with the name only, when the file cannot be made', async () => {
  await using server = await imageServer()

  await expect(
    runTrial(
      trialRequest(server.url, { into: { kind: 'file', path: join(directory, 'no', 'body') } }),
      engine,
    ),
  ).rejects.toMatchObject({ code: 'FILE_UNWRITABLE', data: { name: 'body', detail: 'ENOENT' } })
  await allClosed(server)
})

test.runIf(existsSync('/dev/full'))('says DISK_FULL, and how much was needed', async () => {
  await using server = await imageServer()

  await expect(
    runTrial(trialRequest(server.url, { into: { kind: 'file', path: '/dev/full' } }), engine),
  ).rejects.toMatchObject({ code: 'DISK_FULL', data: { name: 'full', neededBytes: image.length } })
  await allClosed(server)
  expect(existsSync('/dev/full')).toBe(true)
})

test('hands an answer to the caller: the head first, then every byte in order', async () => {
  await using server = await imageServer()
  const chunks: Uint8Array[] = []
  let started: ExchangeHead | null = null

  const { end } = await runTrial(
    trialRequest(server.url, {
      into: {
        kind: 'custom',
        async start(head) {
          await new Promise(setImmediate)
          started = head
        },
        write(chunk) {
          if (started) chunks.push(chunk)
        },
      },
    }),
    engine,
  )

  expect(started).toMatchObject({ status: 200, contentLengthBytes: image.length })
  expect(image.equals(Buffer.concat(chunks))).toBe(true)
  expect(end.body).toEqual({ kind: 'custom', sizeBytes: image.length })
})

test('holds the wire while the caller holds a chunk', async () => {
  const parts = 16
  const sizeBytes = parts * image.length
  await using server = await rawServer((socket) => {
    socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${sizeBytes}\r\n\r\n`)
    for (let part = 0; part < parts; part += 1) socket.write(image)
  })
  let takenBytes = 0
  let mostAheadBytes = 0
  const take = async (chunk: Uint8Array) => {
    for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate)
    takenBytes += chunk.length
    const waitingBytes = [...server.sockets].reduce((sum, socket) => sum + socket.writableLength, 0)
    mostAheadBytes = Math.max(mostAheadBytes, sizeBytes - waitingBytes - takenBytes)
  }
  // As slow when several chunks come at once as when one does.
  let taking = Promise.resolve()
  const into: BodySink = {
    kind: 'custom',
    start() {},
    write(chunk) {
      taking = taking.then(() => take(chunk))
      return taking
    },
  }

  const { end } = await runTrial(trialRequest(server.url, { into }), engine)

  expect(end.receivedBytes).toBe(sizeBytes)
  // What the buffers of the system hold; without holding, nearly all of it.
  expect(mostAheadBytes).toBeLessThan(sizeBytes / 3)
})

test.each<[string, BodySink]>([
  ['start', { kind: 'custom', start: fail, write() {} }],
  ['a start that fails later', { kind: 'custom', start: failLater, write() {} }],
  ['write', { kind: 'custom', start() {}, write: fail }],
  ['a write that fails later', { kind: 'custom', start() {}, write: failLater }],
])('passes on what the caller throws in %s, and closes the connection', async (_, into) => {
  await using server = await imageServer()

  await expect(runTrial(trialRequest(server.url, { into }), engine)).rejects.toBe(refused)
  await allClosed(server)
})

test('does not count a slow sink as silence of the wire', async () => {
  await using server = await imageServer()
  let isFirst = true
  const into: BodySink = {
    kind: 'custom',
    start() {},
    write: async () => {
      if (isFirst) await new Promise((resolve) => setTimeout(resolve, 500))
      isFirst = false
    },
  }

  const { end } = await runTrial(trialRequest(server.url, { into, idleTimeoutMs: 200 }), engine)

  expect(end.receivedBytes).toBe(image.length)
})

const refused = new Error('no thanks')

function fail(): void {
  throw refused
}

async function failLater(): Promise<void> {
  await new Promise(setImmediate)
  throw refused
}
