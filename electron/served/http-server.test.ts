import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'

import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'

import { AppError } from '../../shared/errors.ts'
import { fakeCore } from '../api/testing/fake-core.ts'
import type { Core } from '../core/core.ts'
import { type HttpServer, startHttpServer } from './http-server.ts'
import { ask, type Question } from './testing/ask.ts'

let dir: string
let server: HttpServer
let port: number
let cookie: string
let bugs: unknown[]
let deliver: Core['files']['deliver']

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'arclight-http-server-'))
  await mkdir(join(dir, 'page', 'assets'), { recursive: true })
  await writeFile(join(dir, 'page', 'served.html'), '<title>Arclight</title>')
  await writeFile(join(dir, 'page', 'assets', 'app-abc.js'), 'export {}')
  await writeFile(join(dir, 'secret'), 'not part of the page')
  await writeFile(join(dir, 'body'), '0123456789')
})
afterAll(() => rm(dir, { recursive: true }))

beforeEach(async () => {
  bugs = []
  const core = fakeCore({
    files: { deliver: (ticket, bytes) => deliver(ticket, bytes) },
    transfers: {
      async *watch() {
        yield { type: 'all', transfers: [] }
      },
    },
    bodies: {
      find: (exchangeId) =>
        exchangeId === 'kept'
          ? Promise.resolve({ path: join(dir, 'body'), sizeBytes: 10, contentType: 'application/json' })
          : Promise.reject(new AppError('EXCHANGE_UNKNOWN', { exchangeId })),
    },
  })
  const context = { core, report: (bug: unknown) => bugs.push(bug) }
  server = await startHttpServer(context, { port: 0, pageDir: join(dir, 'page') })
  const url = new URL(server.url)
  port = Number(url.port)
  const traded = await ask(port, '/session', withToken(url.hash.slice('#token='.length)))
  cookie = traded.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
})
afterEach(() => server.close())

test('serves the page to anyone, with a policy that runs only its own scripts', async () => {
  const page = await ask(port, '/')

  expect(page).toMatchObject({ status: 200, text: '<title>Arclight</title>' })
  expect(page.headers).toMatchObject({
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  })
  expect(page.headers['access-control-allow-origin']).toBeUndefined()
  expect(String(page.headers['content-security-policy']).split('; ')).toEqual([
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ws://127.0.0.1:${port}`,
    "object-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ])
})

test('lets the browser keep what has a hash in its name', async () => {
  const script = await ask(port, '/assets/app-abc.js')

  expect(script.status).toBe(200)
  expect(script.headers['cache-control']).toContain('immutable')
})

test.each([
  '/../secret',
  '/assets/../../secret',
  '/..%2fsecret',
  '/%2e%2e/secret',
  '//secret',
  '/body',
  '/nothing',
])('finds nothing at %s', async (path) => {
  expect((await ask(port, path)).status).toBe(404)
})

test('trades the token for a cookie that no script reads and no other site sends', async () => {
  const { hash } = new URL(server.newLink())

  const traded = await ask(port, '/session', withToken(hash.slice('#token='.length)))

  expect(traded.status).toBe(204)
  expect(traded.headers['set-cookie']).toEqual([
    expect.stringMatching(new RegExp(`^arclight-${port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`)),
  ])
})

test.each([
  ['a wrong token', { token: 'x'.repeat(43) }],
  ['no token', {}],
  ['a token that is not text', { token: 7 }],
  ['far too much', { token: 'x'.repeat(10_000) }],
])('gives no cookie for %s', async (_what, order) => {
  const refused = await ask(port, '/session', fromPage({ method: 'POST', body: JSON.stringify(order) }))

  expect(refused.status).toBe(401)
  expect(refused.headers['set-cookie']).toBeUndefined()
})

test('says whether there is a session', async () => {
  expect((await ask(port, '/session')).status).toBe(401)
  expect((await ask(port, '/session', { headers: { cookie } })).status).toBe(204)
  expect((await ask(port, '/session', { headers: { cookie: `${cookie}x` } })).status).toBe(401)
})

test.each(['evil.example', 'evil.example:80', '127.0.0.1', '127.0.0.1:1', '[::1]:1'])(
  'refuses a request for the host %s, which is DNS rebinding',
  async (host) => {
    expect((await ask(port, '/', { headers: { host } })).status).toBe(421)
    expect((await ask(port, '/body/kept', { headers: { host, cookie } })).status).toBe(421)
  },
)

test('is also called localhost, by a page that was loaded from there', async () => {
  const host = `localhost:${port}`

  expect((await ask(port, '/', { headers: { host } })).status).toBe(200)
  const otherName = { host, origin: `http://127.0.0.1:${port}` }
  expect((await ask(port, '/session', { method: 'POST', headers: otherName })).status).toBe(403)
})

test.each([undefined, 'null', 'http://evil.example', 'http://127.0.0.1:1', 'https://127.0.0.1'])(
  'changes nothing for the origin %s',
  async (origin) => {
    const headers = { cookie, ...(origin === undefined ? {} : { origin }) }
    const { hash } = new URL(server.url)
    const body = JSON.stringify({ token: hash.slice('#token='.length) })

    expect((await ask(port, '/session', { method: 'POST', headers, body })).status).toBe(403)
    expect((await ask(port, '/upload/ticket', { method: 'PUT', headers, body: 'x' })).status).toBe(403)
    expect((await ask(port, '/session', { method: 'OPTIONS', headers })).status).toBe(403)
  },
)

test('gives bodies only to a page with a session', async () => {
  expect((await ask(port, '/body/kept')).status).toBe(401)
  expect((await ask(port, '/download/done')).status).toBe(401)
  expect((await ask(port, '/upload/ticket', fromPage({ method: 'PUT', body: 'x' }))).status).toBe(401)
  const fromAnotherPort = { cookie, 'sec-fetch-site': 'same-site' }
  expect((await ask(port, '/body/kept', { headers: fromAnotherPort })).status).toBe(401)
})

test('gives a body whole, in part, and as a file to save', async () => {
  const whole = await ask(port, '/body/kept', { headers: { cookie } })
  const part = await ask(port, '/body/kept', { headers: { cookie, range: 'bytes=3-5' } })
  const saved = await ask(port, '/body/kept?download=answer.json', { headers: { cookie } })
  const head = await ask(port, '/body/kept', { method: 'HEAD', headers: { cookie } })

  expect(whole).toMatchObject({ status: 200, text: '0123456789' })
  expect(whole.headers['content-security-policy']).toMatch(/^sandbox/)
  expect(part).toMatchObject({ status: 206, text: '345' })
  expect(part.headers['content-range']).toBe('bytes 3-5/10')
  expect(saved.headers['content-disposition']).toContain('filename="answer.json"')
  expect(head).toMatchObject({ status: 200, text: '' })
  expect(head.headers['content-length']).toBe('10')
})

test.each(['/body/other', '/body/..%2f..%2fsecret', '/body/kept/../../secret', '/body/'])(
  'has no body at %s',
  async (path) => {
    expect((await ask(port, path, { headers: { cookie } })).status).toBe(404)
  },
)

test('hands the bytes of an upload on no faster than they are read', async () => {
  const total = 64 * 1024 * 1024
  let produced = 0
  let received = 0
  let furthestAhead = 0
  deliver = async (_ticket, bytes) => {
    for await (const chunk of bytes) {
      received += (chunk as Buffer).length
      furthestAhead = Math.max(furthestAhead, produced - received)
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  const source = new Readable({
    read() {
      const isMore = produced < total
      if (isMore) produced += 64 * 1024
      this.push(isMore ? Buffer.alloc(64 * 1024) : null)
    },
  })

  const sent = await ask(
    port,
    '/upload/ticket',
    fromPage({ method: 'PUT', body: source, headers: { cookie } }),
  )

  expect(sent.status).toBe(204)
  expect(received).toBe(total)
  expect(furthestAhead).toBeLessThan(total / 4)
})

test('refuses an upload that nobody waits for', async () => {
  deliver = (ticket) => Promise.reject(new AppError('FILE_LOST', { name: ticket }))

  const sent = await ask(port, '/upload/old', fromPage({ method: 'PUT', body: 'x', headers: { cookie } }))

  expect(sent.status).toBe(409)
  expect(bugs).toEqual([])
})

test('reports a bug, and says nothing of it', async () => {
  const bug = new Error('at /home/operator/secret')
  deliver = () => Promise.reject(bug)

  const sent = await ask(port, '/upload/ticket', fromPage({ method: 'PUT', body: 'x', headers: { cookie } }))

  expect(sent).toMatchObject({ status: 500, text: '' })
  expect(bugs).toEqual([bug])
})

function withToken(token: string): Question {
  return fromPage({ method: 'POST', body: JSON.stringify({ token }) })
}

function fromPage(question: Question): Question {
  return { ...question, headers: { origin: `http://127.0.0.1:${port}`, ...question.headers } }
}
