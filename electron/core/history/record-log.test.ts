import { appendFile, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import type { ExchangeRecord } from '../../../shared/model/exchange.ts'
import { createDamagedFiles } from '../data-dir/damaged-files.ts'
import { noPhases } from './take-notes.ts'
import { RecordLog } from './record-log.ts'

let dir: string
let path: string
let indexPath: string

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'record-log-'))
  path = join(dir, 'history.jsonl')
  indexPath = join(dir, 'history-index.jsonl')
})

afterEach(async () => {
  await rm(dir, { recursive: true })
})

test('lists what is searched by the index alone, and reads records by their places', async () => {
  await write(['e1', 'ê2', 'e3'])

  const log = openLog()
  const rows = await log.load()
  const [last, first] = await log.read([rows[2]!.place, rows[0]!.place])

  expect(rows.map(({ id, url, status }) => [id, url, status])).toEqual([
    ['e1', 'http://cloud/e1', 200],
    ['ê2', 'http://cloud/ê2', 200],
    ['e3', 'http://cloud/e3', 200],
  ])
  expect([last, first]).toEqual([record('e3'), record('e1')])
  expect((await stat(indexPath)).mode & 0o777).toBe(0o600)
})

test.each([
  ['is not there', () => rm(indexPath)],
  ['is damaged', () => appendFile(indexPath, '[12,')],
  ['is of another log', () => writeFile(indexPath, '[7,"x",1,null,null,"GET","u",null,200,"",null,false]\n')],
  ['holds what no index does', () => writeFile(indexPath, '[7,"x",{}]\n')],
  ['is longer than the log', async () => writeFile(indexPath, (await readFile(indexPath, 'utf8')).repeat(2))],
  ['ends before the log does', () => truncate(indexPath, 0)],
])('makes an index again that %s', async (_, damage) => {
  await write(['e1', 'e2'])
  await damage()

  expect(await idsIn(openLog())).toEqual(['e1', 'e2'])
  expect(await readFile(indexPath, 'utf8')).toMatch(/^\[\d+,"e1".*\n\[\d+,"e2".*\n$/)
})

test('reads on in the log where the index ends', async () => {
  await write(['e1'])
  await appendFile(path, `${JSON.stringify(record('e2'))}\n`)

  expect(await idsIn(openLog())).toEqual(['e1', 'e2'])
})

test('goes round a line that a crash has cut, whatever comes after it', async () => {
  await write(['e1'])
  await appendFile(path, '{"id":"e2","star')
  await write(['e3'])

  const log = openLog()
  const rows = await log.load()

  expect(rows.map(({ id }) => id)).toEqual(['e1', 'e3'])
  expect(await log.read(rows.map(({ place }) => place))).toEqual([record('e1'), record('e3')])
})

test('drops the oldest from both files, and still finds the rest where it was', async () => {
  await write(['e1', 'e2', 'e3'])
  const log = openLog()
  const rows = await log.load()

  await log.keep(() => rows.slice(1))
  await log.append(record('e4'), (place) => rows.push({ ...rows[0]!, id: 'e4', place }))

  expect(await log.read([rows[1]!.place, rows[3]!.place])).toEqual([record('e2'), record('e4')])
  expect(await idsIn(openLog())).toEqual(['e2', 'e3', 'e4'])
  expect(await readFile(path, 'utf8')).not.toContain('e1')
})

test('reads nothing for a place that holds no record', async () => {
  await write(['e1'])

  expect(await openLog().read([{ at: 5, bytes: 9 }])).toEqual([null])
})

async function write(ids: string[]): Promise<void> {
  const log = openLog()
  await Promise.all(ids.map((id) => log.append(record(id), () => {})))
}

function openLog(): RecordLog {
  return new RecordLog(dir, createDamagedFiles({ now: () => 0, log: () => {} }))
}

async function idsIn(log: RecordLog): Promise<string[]> {
  return (await log.load()).map(({ id }) => id)
}

function record(id: string): ExchangeRecord {
  return {
    id,
    startedAtMs: 1_700_000_000_000,
    origin: 'workbench',
    cloudId: null,
    imageId: null,
    method: 'GET',
    url: `http://cloud/${id}`,
    redirects: [],
    finalUrl: null,
    requestLine: '',
    requestHeaders: [['Accept', '*/*']],
    requestBody: { kind: 'none' },
    sentStart: null,
    status: 200,
    statusText: 'OK',
    responseHeaders: [],
    phases: noPhases,
    tookMs: 1,
    sentBytes: 0,
    receivedBytes: 2,
    decoded: null,
    requestId: null,
    remoteAddress: null,
    remotePort: null,
    tls: null,
    proxy: null,
    httpVersion: null,
    askedHttpVersion: '1.1',
    isConnectionReused: false,
    isBodyKept: false,
    problem: null,
  }
}
