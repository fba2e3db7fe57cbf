import { appendFile, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'
import { AppError } from '../../../shared/errors.ts'
import type { HistoryEvent } from '../../../shared/model/exchange.ts'
import { defaultHistoryLimits, type HistoryLimits } from '../../../shared/model/history-limits.ts'
import { newDraft } from '../../../shared/model/new-draft.ts'
import { createDamagedFiles } from '../data-dir/damaged-files.ts'
import type { ExchangeEvent, ExchangeRequest, SendExchange } from '../http/exchange.ts'
import { type BodyStore, createBodyStore } from './create-body-store.ts'
import { createHistory, type ExchangeHistory } from './create-history.ts'
import { answering, context, request, text, token } from './history-trial.ts'
import { noPhases } from './take-notes.ts'

const signal = new AbortController().signal
const now = () => 1_700_000_000_000
type Listing = Parameters<ExchangeHistory['list']>[0]
const everything: Listing = {
  text: '',
  cloudId: null,
  imageId: null,
  limit: 100,
  offset: 0,
  order: 'newest-first',
}

let dir: string
let bodies: BodyStore
let history: ExchangeHistory

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'history-'))
  await open()
})

afterEach(async () => {
  await close()
  await rm(dir, { recursive: true })
})

test('records an exchange before its end is told, with phases, sizes, request id and what went over the wire', async () => {
  const events = run(answering({ status: 201, body: '{"id":"x"}' }), request({ id: 'e1' }))

  const last = await lastOf(events)
  const record = await history.show('e1', signal)

  expect(last?.type).toBe('end')
  expect(record).toMatchObject({
    id: 'e1',
    startedAtMs: 1_700_000_000_000,
    origin: 'workbench',
    method: 'POST',
    status: 201,
    statusText: 'Created',
    requestId: 'req-1',
    requestLine: 'POST /v3/auth/tokens HTTP/1.1',
    remoteAddress: '127.0.0.1',
    isConnectionReused: true,
    sentBytes: 7,
    receivedBytes: 10,
    tookMs: 5,
    phases: { waitMs: 3 },
    isBodyKept: true,
    problem: null,
  })
  expect(record.requestHeaders).toContainEqual(['Host', 'cloud:5000'])
})

test('passes every event through unchanged', async () => {
  const send = answering({ status: 200, body: 'x' })

  expect(await all(run(send, request({})))).toEqual(await all(send(request({}), signal)))
})

test('holds no secret, neither in memory nor on disk', async () => {
  const sent = request({
    id: 'e1',
    url: 'http://u:Welcome123@cloud:5000/v3?token=t0ken',
    headers: [['X-Auth-Token', token]],
    body: text('{"auth":{"identity":{"password":{"user":{"password":"Welcome123"}}}}}'),
    context: { origin: 'workbench', cloudId: 'c', imageId: null, secrets: ['0ther-secret'] },
  })
  const body = `{"token":{"id":"${token}"},"credential":{"secret":"hush"},"echo":"0ther-secret"}`

  await all(run(answering({ status: 201, body }), sent))
  const kept = await readFile((await bodies.find('e1')).path, 'utf8')
  const inMemory = JSON.stringify(await history.list(everything, signal))
  await history.close()
  const onDisk = await readFile(join(dir, 'history.jsonl'), 'utf8')

  for (const place of [kept, inMemory, onDisk]) {
    expect(place).toContain('[redacted]')
    for (const secret of [token, 'Welcome123', 't0ken', 'hush', '0ther-secret']) {
      expect(place).not.toContain(secret)
    }
  }
  expect((await stat(join(dir, 'history.jsonl'))).mode & 0o777).toBe(0o600)
})

test('records a failure with its problem, and throws it on', async () => {
  const problem = new AppError('CLOUD_UNREACHABLE', { host: 'cloud:5000', reason: 'refused', detail: '' })
  const failing: SendExchange = async function* () {
    yield { type: 'progress', atMs: 1, sentBytes: 3, receivedBytes: 0 }
    throw problem
  }

  await expect(all(run(failing, request({ id: 'e1' })))).rejects.toBe(problem)

  expect(await history.show('e1', signal)).toMatchObject({
    status: null,
    sentBytes: 3,
    problem: { code: 'CLOUD_UNREACHABLE', data: { reason: 'refused' } },
  })
})

test('records a cancelled exchange without a problem, and removes the half of an answer that had come', async () => {
  const controller = new AbortController()
  const path = bodies.pathFor('e1')
  const hanging: SendExchange = async function* (_, stop) {
    yield {
      type: 'head',
      atMs: 1,
      phases: noPhases,
      status: 200,
      statusText: 'OK',
      headers: [],
      contentLengthBytes: 9,
    }
    await writeFile(path, 'half')
    controller.abort(new Error('enough'))
    stop.throwIfAborted()
  }
  const send = history.recorded(hanging)

  const events = send(request({ id: 'e1', into: { kind: 'file', path } }), controller.signal)
  await expect(all(events)).rejects.toThrow('enough')
  await bodies.close()

  expect(await history.show('e1', signal)).toMatchObject({
    status: 200,
    problem: null,
    isBodyKept: false,
    phases: { receiveMs: null },
  })
  await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' })
})

test('records an exchange that its reader gave up', async () => {
  for await (const event of run(answering({ status: 200, body: 'x' }), request({ id: 'e1' }))) {
    if (event.type === 'head') break
  }

  expect(await history.show('e1', signal)).toMatchObject({ status: 200, problem: null, isBodyKept: false })
})

test('lists newest first, a page at a time, and finds by every word of the text', async () => {
  await make({ id: 'e1', method: 'GET', url: 'http://cloud/v2/images' })
  await make({ id: 'e2', method: 'POST', url: 'http://cloud/v2/images' }, { status: 409 })
  await make({ id: 'e3', method: 'GET', url: 'http://other/v3', context: context({ cloudId: 'b' }) })

  const ids = async (query: Partial<Listing>) =>
    (await history.list({ ...everything, ...query }, signal)).records.map(({ id }) => id)

  expect(await ids({})).toEqual(['e3', 'e2', 'e1'])
  expect(await ids({ limit: 1, offset: 1 })).toEqual(['e2'])
  expect(await ids({ text: 'IMAGES 409' })).toEqual(['e2'])
  expect(await ids({ text: 'req-1' })).toHaveLength(3)
  expect(await history.list({ ...everything, cloudId: 'b' }, signal)).toMatchObject({ total: 1 })
})

test('finds the exchanges of one image', async () => {
  await make({ id: 'e1' })
  await make({ id: 'e2', context: context({ imageId: 'i1' }) })

  const { records } = await history.list({ ...everything, imageId: 'i1' }, signal)

  expect(records.map(({ id }) => id)).toEqual(['e2'])
})

test('survives a restart and a line that a crash has cut', async () => {
  await make({ id: 'e1' })
  await close()
  await appendFile(join(dir, 'history.jsonl'), '{"id":"e2","star')

  await open()
  await make({ id: 'e3' })
  await close()
  await open()

  const { records } = await history.list(everything, signal)
  expect(records.map(({ id }) => id)).toEqual(['e3', 'e1'])
})

test('sets a file with lines that make no sense aside once, and keeps all others', async () => {
  await make({ id: 'e1' })
  await close()
  const spoiled = `{"id":"e0"}\n\u0000\u0000\n${await readFile(join(dir, 'history.jsonl'), 'utf8')}`
  await writeFile(join(dir, 'history.jsonl'), spoiled)

  for (let start = 0; start < 2; start += 1) {
    await open()
    expect((await history.list(everything, signal)).records.map(({ id }) => id)).toEqual(['e1'])
    await close()
  }

  const aside = (await readdir(dir)).filter((name) => name.includes('damaged'))
  expect(aside).toEqual(['history.jsonl.damaged-1970-01-01T00-00-00-000Z'])
  expect(await readFile(join(dir, aside[0]!), 'utf8')).toBe(spoiled)
})

test('shows what this run made, and fails no exchange, when the disk takes nothing', async () => {
  await close()
  await mkdir(join(dir, 'history.jsonl'))
  await open()

  await make({ id: 'e1' })

  expect(await history.show('e1', signal)).toMatchObject({ id: 'e1', status: 200 })
})

test('keeps to its cap in memory and in the file, and drops the bodies of what it forgot', async () => {
  await close()
  await open({ mostRecords: 20 })
  for (let n = 0; n < 300; n += 1) await make({ id: `e${n}` })
  await close()

  const lines = (await readFile(join(dir, 'history.jsonl'), 'utf8')).trim().split('\n')
  expect(lines.length).toBeLessThanOrEqual(20 + 101)
  await open({ mostRecords: 20 })
  const { records, total } = await history.list(everything, signal)
  expect(total).toBe(20)
  expect(records[0]?.id).toBe('e299')
  expect(bodies.has('e0')).toBe(false)
  expect(bodies.has('e299')).toBe(true)
})

test('tells who watches of every new record, and of clearing', async () => {
  const controller = new AbortController()
  const seen: string[] = []
  const watching = (async () => {
    for await (const event of history.watch(controller.signal)) {
      seen.push(nameOf(event))
      if (event.type === 'cleared') controller.abort(new Error('seen enough'))
    }
  })()
  await Promise.all([expect(watching).rejects.toThrow('seen enough'), makeAndClear()])

  expect(seen).toEqual(['e1', 'cleared'])
})

test('leaves no record and no body when it is cleared', async () => {
  await make({ id: 'e1' })

  await history.clear(signal)

  expect(await history.list(everything, signal)).toEqual({ records: [], total: 0 })
  await expect(history.show('e1', signal)).rejects.toMatchObject({ code: 'EXCHANGE_UNKNOWN' })
  expect(await readFile(join(dir, 'history.jsonl'), 'utf8')).toBe('')
  expect(bodies.has('e1')).toBe(false)
})

test('gives a record back as a request whose secrets are variables', async () => {
  await make({
    id: 'e1',
    headers: [
      ['X-Auth-Token', token],
      ['Content-Type', 'application/json'],
      ['Authorization', 'Basic xyz'],
    ],
    body: text('{"auth": {"identity": {"password": {"user": {"password": "p"}}, "token": {"id": "t"}}}}'),
  })

  const draft = await history.asDraft('e1', signal)

  expect(draft).toEqual({
    ...newDraft,
    name: 'POST /v3/auth/tokens',
    method: 'POST',
    url: 'http://cloud:5000/v3/auth/tokens',
    headers: [
      { name: 'X-Auth-Token', value: '{{cloud.token}}', isEnabled: true },
      { name: 'Content-Type', value: 'application/json', isEnabled: true },
      { name: 'Authorization', value: '[redacted]', isEnabled: false },
    ],
    body: {
      kind: 'text',
      text: '{"auth": {"identity": {"password": {"user": {"password": "{{cloud.password}}"}}, "token": {"id": "{{cloud.token}}"}}}}',
    },
  })
})

test('asks for the file again when a file was sent', async () => {
  await make({ id: 'e1', body: { kind: 'file', path: '/x/cirros.img', name: 'cirros.img', sizeBytes: 9 } })

  expect(await history.show('e1', signal)).toMatchObject({
    requestBody: { kind: 'file', name: 'cirros.img', sizeBytes: 9 },
  })
  expect((await history.asDraft('e1', signal)).body).toEqual({ kind: 'file', file: null })
})

async function open(limits: Partial<HistoryLimits> = {}): Promise<void> {
  bodies = await createBodyStore({ dir: join(dir, 'bodies') })
  const damaged = createDamagedFiles({ now: () => 0, log: () => {} })
  const whole = { ...defaultHistoryLimits, ...limits }
  history = await createHistory({ dir, bodies, damaged, now, limits: () => whole })
}

async function close(): Promise<void> {
  await history.close()
  await bodies.close()
}

async function make(overrides: Partial<ExchangeRequest>, answer: { status?: number } = {}): Promise<void> {
  await all(run(answering({ status: 200, body: 'x', ...answer }), request(overrides)))
}

async function makeAndClear(): Promise<void> {
  await make({ id: 'e1' })
  await history.clear(signal)
}

function run(send: SendExchange, sent: ExchangeRequest): AsyncGenerator<ExchangeEvent, void> {
  return history.recorded(send)(sent, signal)
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = []
  for await (const item of items) collected.push(item)
  return collected
}

async function lastOf<Item>(items: AsyncIterable<Item>): Promise<Item | undefined> {
  return (await all(items)).at(-1)
}

function nameOf(event: HistoryEvent): string {
  return event.type === 'added' ? event.record.id : event.type
}
