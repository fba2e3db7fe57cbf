import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { Readable } from 'node:stream'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { createHttpEngine, type HttpEngine } from './create-http-engine.ts'
import type { ExchangeEvent, ExchangeRequest } from './exchange.ts'
import { listen, trialRequest } from './exchange-trial.ts'
import { sendAsAsked } from './send-as-asked.ts'

interface Seen {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

let engine: HttpEngine

const redirects = { maxHops: 5, keepMethod: false, mayLoseTls: false }

beforeEach(() => {
  engine = createHttpEngine()
})
afterEach(() => engine.close())

test('follows to the end, telling of each hop with its phases', async () => {
  await using server = await redirecting({ '/a': [302, '/b'], '/b': [307, '/c?d=e'] })

  const events = await run({ ...trialRequest(`${server.url}/a`), redirects })

  const types = events.map(({ type }) => type).filter((type) => type !== 'progress')
  expect(types.join(' ')).toBe('connected sent redirected connected sent redirected connected sent head end')
  const hops = events.flatMap((event) => (event.type === 'redirected' ? [event.redirect] : []))
  expect(hops).toMatchObject([
    { method: 'GET', url: `${server.url}/a`, head: { status: 302 }, nextUrl: `${server.url}/b` },
    { method: 'GET', url: `${server.url}/b`, head: { status: 307 }, nextUrl: `${server.url}/c?d=e` },
  ])
  for (const { phases } of hops) expect(phases.waitMs).toBeGreaterThanOrEqual(0)
  const times = events.map(({ atMs }) => atMs)
  expect(times).toEqual(times.toSorted((a, b) => a - b))
  expect(server.seen.map(({ path }) => path)).toEqual(['/a', '/b', '/c?d=e'])
})

test('hands the body of the last answer alone to the sink', async () => {
  await using server = await redirecting({ '/a': [302, '/b'] })
  const heads: number[] = []
  let body = ''
  const into: ExchangeRequest['into'] = {
    kind: 'custom',
    start: ({ status }) => void heads.push(status),
    write(chunk) {
      body += Buffer.from(chunk).toString()
    },
  }

  await run({ ...trialRequest(`${server.url}/a`, { into }), redirects })

  expect(heads).toEqual([200])
  expect(body).toBe('here')
})

test('follows nothing unless asked', async () => {
  await using server = await redirecting({ '/a': [302, '/b'] })

  const events = await run(trialRequest(`${server.url}/a`))

  expect(events.find((event) => event.type === 'head')).toMatchObject({ status: 302 })
})

test.each([
  ['POST', 301, false, 'GET'],
  ['POST', 302, false, 'GET'],
  ['POST', 303, false, 'GET'],
  ['POST', 307, false, 'POST'],
  ['POST', 308, false, 'POST'],
  ['PUT', 301, false, 'PUT'],
  ['PUT', 303, false, 'GET'],
  ['HEAD', 303, false, 'HEAD'],
  ['POST', 301, true, 'POST'],
  ['POST', 303, true, 'POST'],
] as const)('sends %s on after %i (keeping methods: %s) as %s', async (method, status, keepMethod, next) => {
  await using server = await redirecting({ '/a': [status, '/b'] })
  const body: ExchangeRequest['body'] =
    method === 'HEAD' ? { kind: 'none' } : { kind: 'bytes', bytes: Buffer.from('data') }
  const headers: [string, string][] = [
    ['Content-Type', 'text/plain'],
    ['X-Mine', '1'],
  ]

  await run({
    ...trialRequest(`${server.url}/a`, { method, body, headers }),
    redirects: { ...redirects, keepMethod },
  })

  const [, second] = server.seen
  expect(second).toMatchObject({ method: next, headers: { 'x-mine': '1' } })
  expect(second?.body).toBe(next === 'GET' || next === 'HEAD' ? '' : 'data')
  expect(second?.headers['content-type']).toBe(next === 'GET' ? undefined : 'text/plain')
})

test('opens a streamed body again for the next hop', async () => {
  await using server = await redirecting({ '/a': [307, '/b'] })
  let opened = 0
  const open = () => {
    opened += 1
    return Promise.resolve(Readable.from(['streamed']))
  }
  const body = { kind: 'stream', name: 's', sizeBytes: null, open } as const

  await run({ ...trialRequest(`${server.url}/a`, { method: 'PUT', body }), redirects })

  expect(opened).toBe(2)
  expect(server.seen.map((seen) => seen.body)).toEqual(['streamed', 'streamed'])
})

test('takes no secret to another origin, nor back again, and says so', async () => {
  await using other = await redirecting({})
  await using server = await redirecting({ '/a': [307, `${other.url}/b`] })
  other.routes['/b'] = [307, `${server.url}/c`]
  const headers: [string, string][] = [
    ['Authorization', 'Basic x'],
    ['Cookie', 'a=b'],
    ['X-Auth-Token', 't'],
    ['x-subject-token', 't'],
    ['X-Custom', 'holds the s3cret'],
    ['Host', 'own.example'],
    ['Accept', '*/*'],
  ]
  const context = { origin: 'workbench', cloudId: null, imageId: null, secrets: ['s3cret'] } as const

  const events = await run({ ...trialRequest(`${server.url}/a`, { headers, context }), redirects })

  for (const { headers: got } of [...other.seen, ...server.seen.slice(1)]) {
    expect(got).toMatchObject({ accept: '*/*' })
    for (const name of ['authorization', 'cookie', 'x-auth-token', 'x-subject-token', 'x-custom'])
      expect(got[name]).toBeUndefined()
  }
  expect(server.seen.at(0)?.headers).toMatchObject({ 'x-auth-token': 't', host: 'own.example' })
  expect(other.seen.at(0)?.headers.host).toBe(new URL(other.url).host)
  const first = events.find((event) => event.type === 'redirected')
  expect(first?.redirect.droppedHeaders).toEqual(headers.slice(0, -1).map(([name]) => name))
})

test('sends no body with a secret to another origin', async () => {
  await using other = await redirecting({})
  await using server = await redirecting({ '/a': [307, `${other.url}/b?x=1`] })
  const context = { origin: 'workbench', cloudId: null, imageId: null, secrets: ['s3cret'] } as const
  const body = { kind: 'bytes', bytes: Buffer.from('{"password":"s3cret"}') } as const

  await expect(
    run({ ...trialRequest(`${server.url}/a`, { method: 'POST', body, context }), redirects }),
  ).rejects.toMatchObject({
    code: 'REDIRECT_REFUSED',
    data: { reason: 'secret-in-body', location: `${other.url}/b` },
  })
  expect(other.seen).toEqual([])
})

test.each([
  ['/a', 'too-many'],
  ['file:///etc/passwd', 'not-http'],
  ['ftp://127.0.0.1/', 'not-http'],
  ['javascript:alert(1)', 'not-http'],
  ['http://[', 'not-a-url'],
  ['http://user:secret@127.0.0.1/', 'not-a-url'],
])('refuses to follow to %s: %s', async (location, reason) => {
  await using server = await redirecting({ '/a': [302, location] })
  const events: ExchangeEvent[] = []

  const error = await run({ ...trialRequest(`${server.url}/a`), redirects }, events).catch((e: unknown) => e)

  expect(error).toMatchObject({ code: 'REDIRECT_REFUSED', data: { reason, maxHops: 5 } })
  expect(JSON.stringify(error)).not.toContain('secret')
  expect(events.at(-1)).toMatchObject({ type: 'head', status: 302 })
  expect(server.seen).toHaveLength(reason === 'too-many' ? 6 : 1)
})

test('does not wait for the body of a redirect that never ends', async () => {
  await using server = await redirecting({ '/a': [302, '/b'] }, (response) => response.write('more'))

  const events = await run({ ...trialRequest(`${server.url}/a`), redirects })

  expect(events.at(-1)?.type).toBe('end')
})

test('ends what takes longer than it may, over all hops', async () => {
  await using server = await redirecting({ '/a': [302, '/hang'] })

  await expect(
    run({ ...trialRequest(`${server.url}/a`), redirects, totalTimeoutMs: 300 }),
  ).rejects.toMatchObject({ code: 'TOOK_TOO_LONG', data: { limitMs: 300 } })
})

interface RedirectingServer extends AsyncDisposable {
  readonly url: string
  readonly seen: Seen[]
  readonly routes: Record<string, [number, string]>
}

/** Answers `here` where nothing leads elsewhere, and nothing at all on `/hang`. */
async function redirecting(
  routes: Record<string, [number, string]>,
  endRedirect: (response: ServerResponse) => void = (response) => response.end('elsewhere'),
): Promise<RedirectingServer> {
  const seen: Seen[] = []
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { method = '', url: path = '', headers } = request
      seen.push({ method, path, headers, body })
      if (path === '/hang') return
      const route = routes[path]
      if (!route) return response.end('here')
      response.writeHead(route[0], { location: route[1] })
      return endRedirect(response)
    })
  })
  const port = await listen(server)
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    routes,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function run(request: ExchangeRequest, events: ExchangeEvent[] = []): Promise<ExchangeEvent[]> {
  const { signal } = new AbortController()
  for await (const event of sendAsAsked(engine.send)(request, signal)) events.push(event)
  return events
}
