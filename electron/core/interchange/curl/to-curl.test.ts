import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { defaultOptions, type RequestOptions } from '../../../../shared/model/request-options.ts'
import { collectAnswer } from '../../http/collect-answer.ts'
import { createHttpEngine } from '../../http/create-http-engine.ts'
import type { BodySource } from '../../http/exchange.ts'
import { parseCurl } from './parse-curl.ts'
import { comparable, type EchoServer, hasCurl, sentByCurl, startEchoServer } from './sent-by-curl.ts'
import { type CurlRequest, toCurl } from './to-curl.ts'

const http = createHttpEngine()
const asCurl = { ...defaultOptions, redirects: { follow: false, max: 50, keepMethod: false } }

let dir: string
let server: EchoServer

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'to-curl-'))
  await writeFile(join(dir, 'small.bin'), 'line one\r\nline two\n')
  server = await startEchoServer()
})

afterAll(async () => {
  await http.close()
  server.close()
  await rm(dir, { recursive: true })
})

test.skipIf(!hasCurl)('writes any request so that curl sends just that', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(anyRequest(), async (request) => {
      const { curl, engine } = await bothWays({ ...request, url: server.base + request.url })

      expect(curl).toEqual(engine)
    }),
    { numRuns: 60 },
  )
})

test.skipIf(!hasCurl)('writes a file so that curl uploads it, whatever the URL ends in', async () => {
  for (const path of ['/v2/images/1/file', '/dir/', '', '/a?b=/', '/{x}/[1-3]']) {
    for (const method of ['PUT', 'POST']) {
      const body = { kind: 'file', path: join(dir, 'small.bin') } as const
      const { curl, engine } = await bothWays({ method, url: server.base + path, headers: [], body })

      expect(curl).toEqual(engine)
    }
  }
})

test.skipIf(!hasCurl)('writes the parts of a form as curl sends them', async () => {
  const command = toCurl({
    method: 'POST',
    url: `${server.base}/form`,
    headers: [],
    body: {
      kind: 'form',
      parts: [
        { kind: 'text', name: 'a', value: '@x;type=y "q"', contentType: null },
        { kind: 'text', name: 'b', value: '{"a;\\": "}', contentType: 'application/json' },
        { kind: 'file', name: 'c', path: join(dir, 'small.bin'), fileName: 'x;"y', contentType: null },
      ],
    },
  })

  const [received] = await sentByCurl(command, server, dir)

  expect(received && comparable(received, server.base).body).toBe(
    [
      '--B\r\nContent-Disposition: form-data; name="a"\r\n\r\n@x;type=y "q"',
      '--B\r\nContent-Disposition: form-data; name="b"\r\nContent-Type: application/json\r\n\r\n{"a;\\": "}',
      '--B\r\nContent-Disposition: form-data; name="c"; filename="x;%22y"\r\nContent-Type: application/octet-stream\r\n\r\nline one\r\nline two\n',
      '--B--\r\n',
    ].join('\r\n'),
  )
})

test('reads back what it writes, whatever the request', () => {
  fc.assert(
    fc.property(anyRequest(), anyOptions(), anyAuth(), (request, options, auth) => {
      const whole = { ...request, url: `http://cloud:5000${request.url}`, options, auth }
      const { notices, ...parsed } = parseCurl(toCurl(whole))[0] ?? { notices: null }

      expect(notices).toEqual([])
      expect(parsed).toEqual(whole)
    }),
    { numRuns: 500 },
  )
})

test('says what a request asks for that curl would do otherwise', () => {
  const request = { method: 'GET', headers: [], body: { kind: 'none' } } as const

  const bearer = { kind: 'bearer', token: 't' } as const
  expect(toCurl({ ...request, url: 'https://h', auth: bearer, options: defaultOptions })).toBe(
    `curl -i -L \\\n  --http1.1 \\\n  -H 'Authorization: Bearer t' \\\n  -H Accept: \\\n  https://h`,
  )
  const key = { kind: 'api-key', name: 'k y', value: 'a&b', in: 'query' } as const
  expect(toCurl({ ...request, url: 'http://h?x', auth: key, options: asCurl })).toContain(
    `'http://h?x&k%20y=a%26b'`,
  )
})

async function bothWays(request: CurlRequest) {
  const fromCurl = await sentByCurl(toCurl({ ...request, options: asCurl }), server, dir)
  await sendByEngine(request)
  return {
    curl: fromCurl.map((received) => comparable(received, server.base)),
    engine: server.take().map((received) => comparable(received, server.base)),
  }
}

async function sendByEngine({ method, url, headers, body }: CurlRequest): Promise<void> {
  const request = {
    id: 'oracle',
    method,
    url,
    headers,
    body: await bodySource(body),
    into: { kind: 'memory', capBytes: 1024 },
    connection: { verifyTls: true, extraCaPem: null },
    expectContinue: false,
    idleTimeoutMs: 5000,
    context: { origin: 'workbench', cloudId: null, imageId: null },
  } as const
  await collectAnswer(http.send, request, new AbortController().signal)
}

async function bodySource(body: CurlRequest['body']): Promise<BodySource> {
  if (body.kind === 'text') return { kind: 'bytes', bytes: new TextEncoder().encode(body.text) }
  if (body.kind !== 'file') return { kind: 'none' }
  return { kind: 'file', path: body.path, name: 'file', sizeBytes: (await stat(body.path)).size }
}

function anyRequest(): fc.Arbitrary<CurlRequest> {
  const visible = fc.stringMatching(/^[!-~]([ -~]{0,20}[!-~])?$/)
  const name = fc.stringMatching(/^X-[A-Za-z0-9-]{1,12}$/)
  const known = fc.constantFrom('Accept', 'Content-Type', 'X-Auth-Token', 'Cookie')
  const header = fc.oneof(fc.tuple(name, fc.oneof(visible, fc.constant(''))), fc.tuple(known, visible))
  const headers = fc.uniqueArray(header, { selector: ([key]) => key.toLowerCase(), maxLength: 4 })
  const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('', '@x', "it's\n\\", '{{name}}'))
  const path = fc.stringMatching(/^\/[a-z0-9/]{0,12}(\?[a-z0-9=&'!$()*,;:@[\]{}-]{0,12})?$/)
  return fc.record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'PURGE'),
    url: path.filter((url) => !url.startsWith('//')),
    headers: headers.filter((pairs) => !pairs.some(([, value]) => /^(?:gAAAA|\*{3}|<)/.test(value))),
    body: fc.oneof(
      fc.constant({ kind: 'none' } as const),
      text.filter((body) => !body.includes('\0')).map((body) => ({ kind: 'text', text: body }) as const),
    ),
  })
}

function anyOptions(): fc.Arbitrary<RequestOptions> {
  const host = fc.stringMatching(/^[a-z]{1,6}(\.[a-z]{2})?$/)
  const port = fc.option(fc.integer({ min: 1, max: 65535 }))
  const ms = fc.option(fc.integer({ min: 1, max: 100_000 }))
  return fc.record({
    timeoutMs: ms,
    connectTimeoutMs: ms,
    redirects: fc.constant(asCurl.redirects),
    verifyTls: fc.constantFrom(null, false),
    proxy: fc.oneof(
      fc.constantFrom({ kind: 'inherit' } as const, { kind: 'none' } as const),
      fc
        .tuple(host, fc.constantFrom('', '.a,b'))
        .map(([name, noProxy]) => ({ kind: 'url', url: `socks5h://u:p%40@${name}:99`, noProxy }) as const),
    ),
    httpVersion: fc.constantFrom('1.1', 'auto', '2'),
    decompress: fc.constant(true),
    hostOverrides: fc.array(
      fc.record({
        host,
        port,
        toHost: fc.oneof(host, fc.constant('::1')),
        toPort: port,
      }),
      { maxLength: 2 },
    ),
    cookies: fc.constant(false),
    clientCertificate: fc.constantFrom(
      null,
      { kind: 'pem', certificatePath: '/a b:c.pem', keyPath: 'k.pem', passphrase: null } as const,
      { kind: 'pkcs12', path: "it's.p12", passphrase: 'p:w' } as const,
    ),
  })
}

function anyAuth(): fc.Arbitrary<NonNullable<CurlRequest['auth']>> {
  const text = fc.string({ unit: 'grapheme' }).map((held) => held.replaceAll(/[\0:{}]/g, ''))
  return fc.oneof(
    fc.constant({ kind: 'none' } as const),
    fc.record({ kind: fc.constantFrom('basic' as const, 'digest' as const), username: text, password: text }),
  )
}
