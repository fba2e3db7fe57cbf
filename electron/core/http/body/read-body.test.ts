import { createHash } from 'node:crypto'
import { appendFile, mkdtemp, rm, truncate, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { AppError } from '../../../../shared/errors.ts'
import { createHttpEngine, type HttpEngine } from '../create-http-engine.ts'
import type { BodySource } from '../exchange.ts'
import { allClosed, type RawServer, rawServer, runTrial, trialRequest } from '../exchange-trial.ts'

const mebibyte = 1024 * 1024

let engine: HttpEngine
let server: RawServer
let directory: string
/** What the server has of the last body, framing and all. */
let received: Buffer[]
/** Called with how much of the last body has arrived. */
let onBytes: (receivedBytes: number) => void

beforeEach(async () => {
  engine = createHttpEngine()
  directory = await mkdtemp(join(tmpdir(), 'arclight-'))
  received = []
  onBytes = () => {}
  server = await rawServer((socket, head, rest) => {
    const length = Number(/^Content-Length: (\d+)/m.exec(head)?.[1] ?? Number.NaN)
    let receivedBytes = 0
    const take = (chunk: Buffer) => {
      received.push(chunk)
      receivedBytes += chunk.length
      onBytes(receivedBytes)
      const isWhole = Number.isNaN(length) ? chunk.includes('0\r\n\r\n') : receivedBytes === length
      if (isWhole) socket.write('HTTP/1.1 204 No Content\r\n\r\n')
    }
    socket.on('data', take)
    take(rest)
  })
})
afterEach(async () => {
  await engine.close()
  await server[Symbol.asyncDispose]()
  await rm(directory, { recursive: true })
})

const put = (body: BodySource) => runTrial(trialRequest(server.url, { method: 'PUT', body }), engine)

test.each([0, 1, mebibyte, 3 * mebibyte + 7])(
  'sends a file of %d bytes whole and in order',
  async (sizeBytes) => {
    const { file, hash } = await newFile(sizeBytes)

    const { end, connected } = await put(file)

    expect(hashOf(received)).toBe(hash)
    expect(end).toMatchObject({ sentBytes: sizeBytes, isRequestComplete: true })
    expect(connected.headText).toContain(`\r\nContent-Length: ${sizeBytes}\r\n`)
  },
)

test('sends nothing of a file that is gone, or another size than when it was chosen', async () => {
  const { file } = await newFile(1000)
  await appendFile(file.path, 'more')

  await expect(put(file)).rejects.toMatchObject({
    code: 'FILE_CHANGED',
    data: { name: 'disk.img', expectedBytes: 1000, actualBytes: 1004 },
  })
  await unlink(file.path)
  await expect(put(file)).rejects.toMatchObject({ code: 'FILE_GONE', data: { name: 'disk.img' } })
  await expect(put({ ...file, path: directory })).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
  expect(server.connections()).toBe(0)
})

test.each([
  ['shrinks', 'FILE_CHANGED', (path: string) => truncate(path, 10 * mebibyte)],
  ['grows', 'FILE_CHANGED', (path: string) => appendFile(path, 'x')],
  ['vanishes', 'FILE_GONE', (path: string) => unlink(path)],
  ['is replaced', 'FILE_CHANGED', (path: string) => unlink(path).then(() => writeFile(path, 'y'))],
])('breaks off when a file %s while it goes up', async (_, code, change) => {
  const sizeBytes = 64 * mebibyte
  const { file } = await newFile(sizeBytes)
  const changed = new Promise<void>((resolve, reject) => {
    onBytes = () => {
      onBytes = () => {}
      change(file.path).then(resolve, reject)
    }
  })

  await expect(put(file)).rejects.toMatchObject({ code, data: { name: 'disk.img' } })
  await changed
  await allClosed(server)
  expect(Buffer.concat(received).length).toBeLessThan(sizeBytes)
})

test('sends a stream of known size with its length, and one of unknown size in chunks', async () => {
  const known = await put(streamOf(['ab', 'cde'], 5))
  const knownBytes = Buffer.concat(received).toString()
  received = []
  const unknown = await put(streamOf(['ab', 'cde'], null))

  expect(known.connected.headText).toContain('\r\nContent-Length: 5\r\n')
  expect(knownBytes).toBe('abcde')
  expect(unknown.connected.headText).toContain('\r\nTransfer-Encoding: chunked\r\n')
  expect(Buffer.concat(received).toString()).toBe('2\r\nab\r\n3\r\ncde\r\n0\r\n\r\n')
  expect(unknown.end.sentBytes).toBe(5)
})

test.each([
  ['too few', ['ab'], 2],
  ['none', [], 0],
  ['too many', ['abc', 'de', 'f'], 6],
  ['too many at once', ['abcdef'], 6],
])('never completes a request whose stream gives %s', async (_, chunks, actualBytes) => {
  await expect(put(streamOf(chunks, 5))).rejects.toMatchObject({
    code: 'FILE_CHANGED',
    data: { name: 'disk.img', expectedBytes: 5, actualBytes },
  })
  await allClosed(server)
  expect(Buffer.concat(received).length).toBeLessThan(5)
})

test('destroys the stream when its own failure ends the exchange, and passes an AppError of it through', async () => {
  const lost = new AppError('FILE_LOST', { name: 'disk.img' })
  const stream = new Readable({
    read() {
      this.destroy(lost)
    },
  })

  await expect(put(fromStream(stream, 5))).rejects.toBe(lost)
  expect(stream.destroyed).toBe(true)
})

test.each([
  ['fails', new Error('EIO')],
  ['closes too soon', undefined],
])('says FILE_UNREADABLE when a stream %s', async (_, error) => {
  const stream = new Readable({
    read() {
      this.destroy(error)
    },
  })

  await expect(put(fromStream(stream, 5))).rejects.toMatchObject({
    code: 'FILE_UNREADABLE',
    data: { name: 'disk.img' },
  })
})

test('says FILE_UNREADABLE when a stream cannot be opened', async () => {
  const source = fromStream(new Readable(), 5)
  const failing = { ...source, open: () => Promise.reject(new Error('gone')) }

  await expect(put(failing)).rejects.toMatchObject({ code: 'FILE_UNREADABLE', data: { detail: 'gone' } })
})

test('does not count a slow source as silence of the wire', async () => {
  const stream = new Readable({ read() {} })
  const source = fromStream(stream, 2)
  setTimeout(() => stream.push('ab'), 300)
  setTimeout(() => stream.push(null), 600)

  const { head } = await runTrial(
    trialRequest(server.url, { method: 'PUT', body: source, idleTimeoutMs: 200 }),
    engine,
  )

  expect(head.status).toBe(204)
})

test('reports progress, at most ten times a second', async () => {
  const { types, end } = await put(fromStream(Readable.from(drops(), { objectMode: false }), null))

  const reports = types.filter((type) => type === 'progress').length
  expect(end.sentBytes).toBeGreaterThan(100)
  expect(reports).toBeGreaterThanOrEqual(2)
  expect(reports).toBeLessThanOrEqual(end.atMs / 100)
})

async function newFile(
  sizeBytes: number,
): Promise<{ file: Extract<BodySource, { kind: 'file' }>; hash: string }> {
  const path = join(directory, 'disk.img')
  // A pattern whose period no buffer size shares.
  const bytes = Buffer.alloc(
    sizeBytes,
    Uint8Array.from({ length: 251 }, (_, index) => index),
  )
  await writeFile(path, bytes)
  return { file: { kind: 'file', path, name: 'disk.img', sizeBytes }, hash: hashOf([bytes]) }
}

function hashOf(chunks: readonly Buffer[]): string {
  const hash = createHash('sha256')
  for (const chunk of chunks) hash.update(chunk)
  return hash.digest('hex')
}

function streamOf(chunks: readonly string[], sizeBytes: number | null): BodySource {
  return fromStream(
    Readable.from(
      chunks.map((chunk) => Buffer.from(chunk)),
      { objectMode: false },
    ),
    sizeBytes,
  )
}

function fromStream(stream: Readable, sizeBytes: number | null): Extract<BodySource, { kind: 'stream' }> {
  return { kind: 'stream', name: 'disk.img', sizeBytes, open: async () => stream }
}

/** One byte at a time, for long enough to be reported on more than once. */
async function* drops(): AsyncGenerator<Buffer> {
  const until = performance.now() + 350
  while (performance.now() < until) {
    yield Buffer.from('x')
    await new Promise(setImmediate)
  }
}
