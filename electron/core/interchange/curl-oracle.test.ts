import { execFile, execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'

import type { HeaderPair } from '../../../shared/model/wire.ts'
import { collectAnswer } from '../http/collect-answer.ts'
import { createHttpEngine } from '../http/create-http-engine.ts'
import type { BodySource, ExchangeRequest } from '../http/exchange.ts'
import { type ParsedCurl, parseCurl } from './parse-curl.ts'
import { type CurlRequest, toCurl } from './to-curl.ts'

interface Received {
  readonly method: string
  readonly target: string
  readonly headers: HeaderPair[]
  readonly body: string
}

const hasCurl = isInstalled('curl') && isInstalled('bash')
const run = promisify(execFile)

let dir: string
let server: Server
let base: string
let received: Received[] = []

const engine = createHttpEngine()

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'curl-oracle-'))
  await writeFile(join(dir, 'small.bin'), 'line one\r\nline two\n')
  await writeFile(join(dir, 'flat.bin'), 'QFI no line ends')
  server = createServer((socket) => void answer(socket))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(async () => {
  await engine.close()
  server.close()
  await rm(dir, { recursive: true })
})

const commands = [
  `curl -i URL/v3`,
  `curl URL`,
  `curl 'URL?limit=1#top'`,
  `curl -XDELETE URL/v2/images/1 ; echo`,
  `curl -sSi -X "PATCH" -H 'Content-Type: application/json' -d '[{"op": "add"}]' URL/x`,
  `curl -d a=1 -d 'b=2 3' --data-raw @notafile URL/form`,
  `curl --data-ascii x --header "Accept:" --header 'X-Empty;' -H 'X-Nothing:' URL/`,
  `curl -H 'Content-Type:' -d '' URL/`,
  `curl -H "Name:value" -H 'name:  spaced  ' URL/`,
  `curl -G -d a=1 --data-urlencode 'q=a b&c/é~' --data-urlencode '=x y' --data-urlencode 'z z' 'URL/s?y=0'`,
  `curl --data-urlencode 'q=a b&c/é~()!*' URL/s`,
  `curl --json '{"a":1}' --json ',2' URL/j`,
  `curl --json '{}' -H 'Accept: text/plain' URL/j`,
  `curl -I URL/v2/images/1/file`,
  `curl -I -G -d a=1 URL/v2`,
  `curl -u admin:pa:ss URL/`,
  `curl -u admin:x -H 'Authorization: Bearer t' URL/`,
  `curl -A agent/1 -e 'http://from/;auto' -b 'a=1' -b 'b=2' -r 0-99 URL/`,
  `curl --url URL/a -X GET -d body`,
  `curl -T DIR/small.bin URL/dir/`,
  `curl -T DIR/small.bin URL/v2/images/1/file -H 'Content-Type: application/octet-stream'`,
  `curl -T DIR/small.bin 'URL?x=1'`,
  `curl --data-binary @DIR/small.bin URL/up`,
  `curl -X PUT --data-binary "@DIR/small.bin" -H "X-Auth-Token: t" URL/up`,
  `curl -d $'tab\\there \\u00e9\\x41\\101 it\\'s' URL/ansi`,
  `curl -d "dq \\"x\\" \\$y \\\\ \\n" URL/dq`,
  `curl \\\n  -H 'A: b' \\\n  -d 'two\nlines' \\\n  URL/lines`,
  `curl -H a:b\\ c -H "d: "'e'"f" URL/joined`,
  `curl --heade 'A: b' --includ --upload-fil DIR/small.bin URL/prefix`,
  `curl -- URL/over`,
  `FOO=bar curl URL/env 2>&1 >/dev/null | cat`,
  `curl -g 'URL/v2?x={a,b}&y=[1-2]'`,
  `curl --oauth2-bearer tok URL/bearer`,
  `curl -X POST URL/actions/deactivate`,
]

const json = `-H "Content-Type: application/json"`
const token = `-H "X-Auth-Token: gAAAAABXXZhNQDk4L9xXyLPBxHms3L"`
const image = 'URL/v2/images/0c1ffd08-68b4-4206-9f66-26a370228bc2'

/** The nine calls that a tutorial of the image API makes, as such tutorials write them. */
const tutorial = [
  `curl -i \\\n  ${json} \\\n  -d '\n{ "auth": {\n    "identity": {"methods": ["password"]}\n  }\n}' \\\n  URL/v3/auth/tokens ; echo`,
  `curl -i \\\n  ${json} \\\n  ${token} \\\n  URL/v2/images ; echo`,
  `curl -i \\\n  ${json} \\\n  ${token} \\\n  -d '\n{\n    "name": "TESTLT",\n    "id": "0c1ffd08"\n}' \\\n  URL/v2/images ; echo`,
  `curl -i \\\n  ${json} \\\n  ${token} \\\n  ${image} ; echo`,
  `curl -i -X DELETE \\\n  ${json} \\\n  ${token} \\\n  ${image} ; echo`,
  `curl -i -X POST \\\n  ${json} \\\n  ${token} \\\n  ${image}/actions/deactivate ; echo`,
  `curl -i -X POST \\\n  ${json} \\\n  ${token} \\\n  ${image}/actions/reactivate; echo\n`,
  `curl -i -X PUT ${token} -H "Content-Type: application/octet-stream" \\\n   -d @DIR/flat.bin ${image}/file`,
  `curl -i \\\n  ${json} \\\n  ${token} \\\n  ${image}/file ; echo`,
]

test.skipIf(!hasCurl).each([...commands, ...tutorial])('reads as curl does: %s', async (template) => {
  const command = template.replaceAll('URL', base).replaceAll('DIR', dir)

  const fromCurl = await whatCurlSends(command)

  expect(await whatArclightSends(parseCurl(command))).toEqual(fromCurl)
})

test.skipIf(!hasCurl)('takes the URL apart as curl does when it holds a user', async () => {
  const command = `curl ${base.replace('//', '//ad%40min:pw@')}/v3`

  const fromCurl = await whatCurlSends(command)

  expect(await whatArclightSends(parseCurl(command))).toEqual(fromCurl)
})

test.skipIf(!hasCurl)('writes any request so that curl sends just that', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(anyRequest(), async (request) => {
      const sent = { ...request, url: base + request.url }

      expect(await whatCurlSends(toCurl(sent))).toEqual(await whatArclightSends(sent))
    }),
    { numRuns: 60 },
  )
})

test.skipIf(!hasCurl)(
  'writes a file so that curl uploads it, even to a URL that ends in a slash',
  async () => {
    for (const path of ['/v2/images/1/file', '/dir/', '', '/a?b=/', '/{x}/[1-3]']) {
      for (const method of ['PUT', 'POST']) {
        const file = join(dir, 'small.bin')
        const sent = { method, url: base + path, headers: [], body: { kind: 'file', path: file } } as const

        expect(await whatCurlSends(toCurl(sent))).toEqual(await whatArclightSends(sent))
      }
    }
  },
)

test('reads back what it writes, whatever the request', () => {
  fc.assert(
    fc.property(anyRequest(), (request) => {
      const { notices, ...parsed } = parseCurl(toCurl({ ...request, url: `http://cloud:5000${request.url}` }))

      expect(notices).toEqual([])
      expect(parsed).toEqual({ ...request, url: `http://cloud:5000${request.url}` })
    }),
    { numRuns: 500 },
  )
})

function anyRequest(): fc.Arbitrary<CurlRequest> {
  const visible = fc.stringMatching(/^[!-~]([ -~]{0,20}[!-~])?$/)
  const name = fc.stringMatching(/^X-[A-Za-z0-9-]{1,12}$/)
  const known = fc.constantFrom('Accept', 'Content-Type', 'Authorization', 'X-Auth-Token', 'Cookie')
  const header = fc.oneof(fc.tuple(name, fc.oneof(visible, fc.constant(''))), fc.tuple(known, visible))
  const headers = fc.uniqueArray(header, { selector: ([key]) => key.toLowerCase(), maxLength: 4 })
  const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('', '@x', "it's\n\\", '{{name}}'))
  const path = fc.stringMatching(/^\/[a-z0-9/]{0,12}(\?[a-z0-9=&'!$()*,;:@[\]{}-]{0,12})?$/)
  return fc.record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'PURGE'),
    url: path.filter((url) => !url.startsWith('//')),
    headers,
    body: fc.oneof(
      fc.constant({ kind: 'none' } as const),
      text.filter((body) => !body.includes('\0')).map((body) => ({ kind: 'text', text: body }) as const),
    ),
  })
}

async function whatCurlSends(command: string): Promise<Received> {
  received = []
  await run('bash', ['--norc', '-c', command], {
    env: { ...process.env, HOME: dir, CURL_HOME: dir },
    timeout: 10_000,
  })
  const [first] = received
  if (!first) throw new Error('curl sent nothing')
  return comparable(first)
}

async function whatArclightSends({
  method,
  url,
  headers,
  body,
}: CurlRequest | ParsedCurl): Promise<Received> {
  received = []
  const request: ExchangeRequest = {
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
  }
  await collectAnswer(engine.send, request, new AbortController().signal)
  const [first] = received
  if (!first) throw new Error('nothing was sent')
  return comparable(first)
}

async function bodySource(body: ParsedCurl['body']): Promise<BodySource> {
  if (body.kind === 'none') return body
  if (body.kind === 'text') return { kind: 'bytes', bytes: new TextEncoder().encode(body.text) }
  const path = body.path ?? ''
  return { kind: 'file', path, name: 'file', sizeBytes: (await stat(path)).size }
}

/**
 * What two requests that mean the same have in common. Header order is curl's own affair, a body of no bytes may be
 * announced (RFC 9110 section 8.6) or not, and of the ways to escape a URL the engine has the one of the URL standard.
 */
function comparable({ headers, target, ...rest }: Received): Received {
  const { pathname, search } = new URL(base + target)
  const escaped = (pathname + search).replace(/%[\da-f]{2}/gi, (escape) => escape.toUpperCase())
  const named = headers.map(([name, value]): HeaderPair => [name.toLowerCase(), value])
  const compared = named.filter(
    ([name, value]) =>
      !['user-agent', 'expect', 'connection'].includes(name) && !(name === 'content-length' && value === '0'),
  )
  return { ...rest, target: escaped, headers: compared.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)) }
}

async function answer(socket: Socket): Promise<void> {
  socket.on('error', () => {})
  let bytes = Buffer.alloc(0)
  let isAnswered = false
  let isAwaited = false
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    bytes = Buffer.concat([bytes, chunk])
    if (!isAwaited && bytes.includes('\r\nExpect: 100-continue\r\n')) {
      isAwaited = true
      socket.write('HTTP/1.1 100 Continue\r\n\r\n')
    }
    const request = isAnswered ? null : readRequest(bytes)
    if (!request) continue
    isAnswered = true
    received.push(request)
    socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')
  }
}

/** Null until all of it is there. */
function readRequest(bytes: Buffer): Received | null {
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) return null
  const [start = '', ...lines] = bytes.subarray(0, end).toString().split('\r\n')
  const headers = lines.map((line): HeaderPair => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon), line.slice(colon + 1).trim()]
  })
  const length = headers.find(([name]) => name.toLowerCase() === 'content-length')?.[1] ?? '0'
  const body = bytes.subarray(end + 4)
  const isChunked = headers.some(([name]) => name.toLowerCase() === 'transfer-encoding')
  if (isChunked ? !body.includes('0\r\n\r\n') : body.length < Number(length)) return null
  const [method = '', target = ''] = start.split(' ')
  return { method, target, headers, body: body.toString() }
}

function isInstalled(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
