import type { IncomingMessage } from 'node:http'
import { gzipSync } from 'node:zlib'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { defaultOptions, type RequestOptions } from '../../../shared/model/request-options.ts'
import { draft, type LoopbackWorkbench, startWorkbench } from './loopback-workbench.ts'
import { connectionOptions } from './travel-options.ts'

const signal = new AbortController().signal

let bench: LoopbackWorkbench

beforeEach(async () => {
  bench = await startWorkbench()
})

afterEach(async () => {
  await bench.close()
})

test('follows redirects as far as the request says', async () => {
  bench.answer = (request, response) => {
    const step = Number(request.url?.slice(1) || 0)
    if (step < 3) response.writeHead(302, { Location: `/${step + 1}` }).end()
    else response.end('there')
  }
  const redirects = { follow: true, max: 10, keepMethod: false }

  const followed = await send({ redirects })
  const stayed = await send({ redirects: { ...redirects, follow: false } })

  expect(followed.record).toMatchObject({ status: 200, finalUrl: `${bench.base}/3` })
  expect(stayed.record.status).toBe(302)
  await expect(send({ redirects: { ...redirects, max: 2 } })).rejects.toMatchObject({
    code: 'REDIRECT_REFUSED',
    data: { reason: 'too-many' },
  })
})

test('ends what takes longer than the request allows', async () => {
  bench.answer = () => {}

  await expect(send({ timeoutMs: 50 })).rejects.toMatchObject({
    code: 'TOOK_TOO_LONG',
    data: { limitMs: 50 },
  })
})

test('connects where the request says, under the name of its URL', async () => {
  const seen = notingRequests()
  const { port } = new URL(bench.base)
  const hostOverrides = [{ host: 'cloud.example', port: 80, toHost: '{{there}}', toPort: Number(port) }]
  bench.requests.setVariable({ name: 'there', value: '127.0.0.1', isSecret: false })

  await bench.sendToEnd({ url: 'http://cloud.example/', options: { ...defaultOptions, hostOverrides } })

  expect(seen[0]?.headers.host).toBe('cloud.example')
})

test('goes through the proxy of the request, past it for what is exempt', async () => {
  const seen = notingRequests()
  const through = (noProxy: string) => send({ proxy: { kind: 'url', url: bench.base, noProxy } })

  await bench.sendToEnd({
    url: 'http://cloud.example/x',
    options: { ...defaultOptions, proxy: { kind: 'url', url: bench.base, noProxy: '' } },
  })
  await through('127.0.0.1')

  expect(seen.map(({ url }) => url)).toEqual(['http://cloud.example/x', '/'])
})

test('unpacks a compressed answer unless it shall be shown as it came', async () => {
  const packed = gzipSync('hello')
  bench.answer = (_, response) => void response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(packed)

  const unpacked = await send({})
  const asItCame = await send({ decompress: false })

  expect(await bench.keptText(unpacked.record.id)).toBe('hello')
  expect((await bench.bodies.find(asItCame.record.id)).sizeBytes).toBe(packed.length)
})

test('keeps cookies for the requests of one environment that want them', async () => {
  const seen = notingRequests()
  const options = { ...defaultOptions, cookies: true }
  const sendIn = async (environmentId: string) => {
    const place = { sourceId: null, environmentId }
    const sending = bench.requests.send(
      { draft: draft({ url: bench.base, options }), cloudId: null, place },
      signal,
    )
    for await (const event of sending) void event
  }

  await sendIn('lab')
  await sendIn('lab')
  await sendIn('production')
  await send({})

  expect(seen.map(({ headers }) => headers.cookie)).toEqual([undefined, 'session=1', undefined, undefined])
})

test('takes from the cloud what the request leaves open', async () => {
  const cloud = {
    verifyTls: false,
    extraCaPem: 'CA',
    proxy: { kind: 'fixed', url: 'http://p', noProxy: '' },
  } as const
  const strict = { ...defaultOptions, verifyTls: true, proxy: { kind: 'none' } } as const

  expect(await connectionOptions(defaultOptions, cloud, signal)).toEqual({ ...cloud, httpVersion: '1.1' })
  expect(await connectionOptions(strict, cloud, signal)).toEqual({
    verifyTls: true,
    extraCaPem: 'CA',
    httpVersion: '1.1',
  })
})

test('names the file of a client certificate that cannot be read', async () => {
  const clientCertificate = { kind: 'pkcs12', path: '/nowhere/me.p12', passphrase: null } as const

  await expect(send({ clientCertificate })).rejects.toMatchObject({
    code: 'TLS_FILE_UNREADABLE',
    data: { path: '/nowhere/me.p12', detail: 'ENOENT' },
  })
})

function send(options: Partial<RequestOptions>) {
  return bench.sendToEnd({ options: { ...defaultOptions, ...options } })
}

function notingRequests(): Pick<IncomingMessage, 'url' | 'headers'>[] {
  const seen: Pick<IncomingMessage, 'url' | 'headers'>[] = []
  bench.answer = ({ url, headers }, response) => {
    seen.push({ url, headers })
    response.setHeader('Set-Cookie', 'session=1')
    response.end()
  }
  return seen
}
