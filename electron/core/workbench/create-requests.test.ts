import { writeFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'

import { afterEach, beforeEach, expect, test } from 'vitest'

import type { SendEvent } from '../../../shared/model/request.ts'
import { createCollections } from '../collections/create-collections.ts'
import { createDamagedFiles } from '../data-dir/damaged-files.ts'
import {
  capture,
  draft,
  type LoopbackWorkbench,
  password,
  startWorkbench,
  textBody,
  token,
} from './loopback-workbench.ts'

const imageId = '0c1ffd08-68b4-4206-9f66-26a370228bc2'
const signal = new AbortController().signal
const assetsDir = join(import.meta.dirname, '../../../assets')

let bench: LoopbackWorkbench

beforeEach(async () => {
  bench = await startWorkbench()
})

afterEach(async () => {
  await bench.close()
})

test('tells what happens between Send and the answer, and keeps the answer on disk', async () => {
  const events = await bench.send({ method: 'POST', url: `${bench.base}/echo?a=1`, body: textBody('hello') })

  expect(events.map(({ type }) => type).filter((type) => type !== 'progress')).toEqual([
    'started',
    'sent',
    'head',
    'end',
  ])
  const { record, outcomes } = endOf(events)
  expect(record).toMatchObject({ status: 200, origin: 'workbench', cloudId: 'c1', isBodyKept: true })
  expect(outcomes).toEqual([])
  const kept = await bench.bodies.find(record.id)
  expect(kept).toMatchObject({ sizeBytes: 5, contentType: 'text/plain' })
  expect(await bench.keptText(record.id)).toBe('hello')
})

test('takes any status as an answer, and throws only what happens on the wire', async () => {
  bench.answer = (_, response) => void response.writeHead(503).end()
  const { record } = await bench.sendToEnd({ url: bench.base })
  await new Promise((resolve) => {
    bench.server.closeAllConnections()
    bench.server.close(resolve)
  })

  expect(record.status).toBe(503)
  await expect(bench.send({ url: bench.base })).rejects.toMatchObject({ code: 'CLOUD_UNREACHABLE' })
})

test('shows no secret: not in an event, not in the record, not among the variables', async () => {
  bench.answer = async (request, response) => {
    response.setHeader('X-Subject-Token', token)
    response.setHeader('X-Echo', `${password} and ${token}`)
    await text(request)
    response.end('{}')
  }
  const sent = draft({
    method: 'POST',
    url: `${bench.base}/?p={{cloud.password}}`,
    headers: [{ name: 'X-Custom', value: '{{cloud.password}}', isEnabled: true }],
    body: textBody('a plain {{cloud.password}}'),
    actions: [capture('token', { kind: 'header', name: 'X-Subject-Token' }, { isSecret: true })],
  })

  const events = await bench.send(sent)
  const shown = JSON.stringify([events, await bench.requests.variables({ cloudId: 'c1' }, signal)])

  expect(endOf(events).outcomes).toMatchObject([{ isMet: true, reason: 'set', found: null }])
  for (const secret of [token, password, JSON.stringify(password).slice(1, -1)]) {
    expect(shown).not.toContain(secret)
    expect(shown).not.toContain(JSON.stringify(secret).slice(1, -1))
  }
})

test('streams a file of the host and a file of a page, asking first when it is large', async () => {
  const large = Buffer.alloc(1024 * 1024 + 1, 'x')
  await writeFile(join(bench.dir, 'large.img'), large)
  const expects: (string | undefined)[] = []
  const sizes: number[] = []
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    sizes.push((await buffer(request)).length)
    response.writeHead(204).end()
  }
  bench.server.on('checkContinue', (request, response) => {
    expects.push(request.headers.expect)
    response.writeContinue()
    void take(request, response)
  })
  bench.answer = take
  const byHost = await bench.files.addPath(join(bench.dir, 'large.img'), signal)
  const byPage = bench.files.announce({ name: 'page.img', sizeBytes: 4 })
  const serving = deliver(Buffer.from('page'))

  await bench.send({ method: 'PUT', url: bench.base, body: { kind: 'file', file: byHost } })
  const { record } = await bench.sendToEnd({
    method: 'PUT',
    url: bench.base,
    body: { kind: 'file', file: byPage },
  })
  await serving

  expect(sizes).toEqual([large.length, 4])
  expect(expects).toEqual(['100-continue'])
  expect(record.requestBody).toEqual({ kind: 'file', name: 'page.img', sizeBytes: 4 })
})

test('says that no file was chosen, or that it was lost', async () => {
  const lost = { handle: 'x', name: 'x.img', sizeBytes: 1, heldBy: 'page' } as const

  await expect(bench.send({ url: bench.base, body: { kind: 'file', file: null } })).rejects.toMatchObject({
    code: 'FILE_NOT_CHOSEN',
  })
  await expect(bench.send({ url: bench.base, body: { kind: 'file', file: lost } })).rejects.toMatchObject({
    code: 'FILE_LOST',
  })
})

test('knows the image that a request is about, for its Wire tab', async () => {
  await bench.send({ url: `${bench.base}/v2/images/${imageId}/file` })
  await bench.send({ url: `${bench.base}/v2/images` })

  const query = { text: '', cloudId: null, imageId, limit: 10, offset: 0 }
  expect(await bench.history.list(query, signal)).toMatchObject({ total: 1 })
})

test('stops when it is told to, and leaves a record of it', async () => {
  const controller = new AbortController()
  bench.answer = (_, response) => void response.write('begun')

  const events = bench.requests.send({ draft: draft({ url: bench.base }), cloudId: null }, controller.signal)
  const reading = (async () => {
    for await (const event of events) if (event.type === 'head') controller.abort(new Error('enough'))
  })()

  await expect(reading).rejects.toThrow('enough')
  const { records } = await bench.history.list(
    { text: '', cloudId: null, imageId: null, limit: 1, offset: 0 },
    signal,
  )
  expect(records).toMatchObject([{ status: 200, problem: null, isBodyKept: false }])
})

test('makes the first calls of the built-in collection with nothing copied by hand', async () => {
  const seen: string[] = []
  const sent: string[] = []
  bench.answer = async (request, response) => {
    seen.push(`${request.method} ${request.url} ${request.headers['x-auth-token'] === token}`)
    sent.push(await text(request))
    response.setHeader('X-Subject-Token', token)
    response.writeHead(request.method === 'POST' ? 201 : 200).end(JSON.stringify({ id: imageId }))
  }
  const parts = {
    dir: bench.dir,
    assetsDir,
    files: bench.files,
    keyStore: bench.secrets,
    damaged: createDamagedFiles({ now: Date.now, log: () => {} }),
    log: () => {},
  }
  const collections = await createCollections(parts)
  const requestIds = await collections.requestIds('openstack-image', signal)

  for (const id of requestIds.slice(0, 4)) await bench.send(await collections.show(id, signal))

  expect(seen).toEqual([
    'POST /v3/auth/tokens false',
    'GET /v2/images true',
    'POST /v2/images true',
    `GET /v2/images/${imageId} true`,
  ])
  expect(JSON.parse(sent[0] ?? '')).toMatchObject({
    auth: { identity: { password: { user: { id: 'u1', password } } }, scope: { project: { id: 'p1' } } },
  })
})

function endOf(events: readonly SendEvent[]): Extract<SendEvent, { type: 'end' }> {
  const last = events.at(-1)
  if (last?.type !== 'end') throw new Error('the exchange did not end')
  return last
}

/** Does what a page does when it is asked for the bytes of its file. */
async function deliver(bytes: Buffer): Promise<void> {
  for await (const { ticket } of bench.files.wanted(signal)) {
    await bench.files.deliver(ticket, Readable.from([bytes]))
    return
  }
}
