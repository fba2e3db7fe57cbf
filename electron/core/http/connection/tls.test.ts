import { X509Certificate } from 'node:crypto'
import { createServer as createHttpServer } from 'node:http'
import { createServer } from 'node:https'
import type { Socket } from 'node:net'

import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'

import { AppError } from '../../../../shared/errors.ts'
import type { TlsFacts } from '../../../../shared/model/tls.ts'
import { createHttpEngine, type HttpEngine } from '../create-http-engine.ts'
import type { ExchangeRequest } from '../exchange.ts'
import { listen, rawServer, runTrial, trialRequest } from '../exchange-trial.ts'
import { type Certificate, trialCertificate } from './trial-certificate.ts'

let ca: Certificate
let engine: HttpEngine

beforeAll(() => {
  ca = trialCertificate({ subject: 'Trial CA', isAuthority: true })
})
beforeEach(() => {
  engine = createHttpEngine()
})
afterEach(() => engine.close())

const trusting = (extraCaPem: string | null) => ({ verifyTls: true, extraCaPem })

test('speaks TLS to a host whose authority was added, and times it', async () => {
  await using server = await tlsServer(trialCertificate({ issuer: ca }))
  const request = trialRequest(server.url, { connection: trusting(ca.cert) })

  const first = await runTrial(request, engine)
  const second = await runTrial(request, engine)

  expect(first.text).toBe('secure')
  expect(first.end.phases.tlsMs).toBeGreaterThan(0)
  expect(second.connected.isReused).toBe(true)
  expect(second.end.phases.tlsMs).toBeNull()
})

test('reaches an address as well as a name', async () => {
  await using server = await tlsServer(trialCertificate({ issuer: ca }))

  const { connected } = await runTrial(
    trialRequest(server.url.replace('localhost', '127.0.0.1'), { connection: trusting(ca.cert) }),
    engine,
  )

  expect(connected.remoteAddress).toBe('127.0.0.1')
})

test('tells what the handshake showed, on a kept connection too', async () => {
  await using server = await tlsServer(
    trialCertificate({ issuer: ca, names: 'DNS:localhost, DNS:*.example' }),
  )
  const request = trialRequest(server.url, { connection: trusting(ca.cert) })

  const fresh = await securedBy(request)
  const kept = await securedBy(request)

  expect(fresh.at(0)).toMatchObject({
    protocol: 'TLSv1.3',
    cipher: expect.stringMatching(/^TLS_/),
    isVerified: true,
    refusal: null,
    chain: [
      { subject: 'CN=localhost', issuer: 'CN=Trial CA', names: ['DNS:localhost', 'DNS:*.example'] },
      { subject: 'CN=Trial CA', issuer: 'CN=Trial CA' },
    ],
  })
  const { cert } = ca
  expect(fresh.at(0)?.chain.at(1)?.fingerprint).toBe(new X509Certificate(cert).fingerprint256)
  expect(fresh.at(0)?.chain.at(0)?.validUntilMs).toBe(Date.UTC(2099, 0, 1))
  expect(kept).toEqual(fresh)
})

test('tells what a refused server showed', async () => {
  await using server = await tlsServer(trialCertificate({ issuer: ca, names: 'DNS:keystone.example' }))

  const facts = await securedBy(trialRequest(server.url, { connection: trusting(ca.cert) }))

  expect(facts.at(0)?.refusal).toMatchObject({
    reason: 'wrong-host',
    detail: expect.stringContaining('DNS:keystone.example'),
  })
})

test('tells what verifying would have met when told not to', async () => {
  await using server = await tlsServer(trialCertificate({ subject: 'elsewhere' }))

  const facts = await securedBy(
    trialRequest(server.url, { connection: { verifyTls: false, extraCaPem: null } }),
  )

  expect(facts.at(0)).toMatchObject({ isVerified: false, refusal: { reason: 'self-signed' } })
})

test('sends nothing to a server that it refuses', async () => {
  let requests = 0
  await using server = await tlsServer(trialCertificate({}), () => {
    requests += 1
  })

  await expect(runTrial(trialRequest(server.url), engine)).rejects.toMatchObject({ code: 'TLS_FAILED' })

  expect(requests).toBe(0)
})

test('verifies nothing when told not to', async () => {
  await using server = await tlsServer(trialCertificate({ subject: 'elsewhere' }))

  const { text } = await runTrial(
    trialRequest(server.url, { connection: { verifyTls: false, extraCaPem: null } }),
    engine,
  )

  expect(text).toBe('secure')
})

test.each<[string, () => Certificate]>([
  [
    'untrusted',
    () => trialCertificate({ issuer: trialCertificate({ subject: 'Other CA', isAuthority: true }) }),
  ],
  ['self-signed', () => trialCertificate({ subject: 'localhost' })],
  ['expired', () => trialCertificate({ issuer: ca, from: '20200101000000Z', until: '20200201000000Z' })],
  [
    'not-yet-valid',
    () => trialCertificate({ issuer: ca, from: '20990101000000Z', until: '21000101000000Z' }),
  ],
  ['wrong-host', () => trialCertificate({ issuer: ca, names: 'DNS:keystone.example' })],
])('says %s', async (reason, certify) => {
  await using server = await tlsServer(certify())

  await expect(
    runTrial(trialRequest(server.url, { connection: trusting(ca.cert) }), engine),
  ).rejects.toMatchObject({ code: 'TLS_FAILED', data: { host: new URL(server.url).host, reason } })
})

test('says untrusted for a private authority that sends itself along', async () => {
  const { key, cert } = trialCertificate({ issuer: ca })
  await using server = await tlsServer({ key, cert: cert + ca.cert })

  await expect(runTrial(trialRequest(server.url), engine)).rejects.toMatchObject({
    code: 'TLS_FAILED',
    data: { reason: 'untrusted' },
  })
})

test('says not-tls when https meets a server of plain http', async () => {
  const server = createHttpServer((_, response) => response.end('plain'))
  const port = await listen(server)

  await expect(runTrial(trialRequest(`https://localhost:${port}/`), engine)).rejects.toMatchObject({
    code: 'TLS_FAILED',
    data: { reason: 'not-tls' },
  })
  server.close()
})

test('says what is wrong when http meets a server of TLS', async () => {
  await using server = await tlsServer(trialCertificate({ issuer: ca }))

  await expect(runTrial(trialRequest(server.url.replace('https:', 'http:')), engine)).rejects.toMatchObject({
    code: 'CLOUD_UNREACHABLE',
    data: { reason: 'closed' },
  })
})

test.each(['no certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'])(
  'says so when what is to be trusted is %j',
  async (pem) => {
    await expect(
      runTrial(trialRequest('https://localhost:1/', { connection: trusting(pem) }), engine),
    ).rejects.toMatchObject({ code: 'TLS_FAILED', data: { host: 'localhost:1', reason: 'other' } })
  },
)

test('trusts every authority of a bundle', async () => {
  const other = trialCertificate({ subject: 'Other CA', isAuthority: true })
  await using server = await tlsServer(trialCertificate({ issuer: ca }))

  const { text } = await runTrial(
    trialRequest(server.url, { connection: trusting(`# ours\n${other.cert}\n${ca.cert}`) }),
    engine,
  )

  expect(text).toBe('secure')
})

test('says timed-out when the handshake is not answered', async () => {
  await using server = await rawServer(() => {})

  await expect(
    runTrial(trialRequest(server.url.replace('http:', 'https:'), { idleTimeoutMs: 200 }), engine),
  ).rejects.toMatchObject({ code: 'CLOUD_UNREACHABLE', data: { reason: 'timed-out' } })
})

test('sends a safe request again when the kept connection is closed under TLS', async () => {
  let requests = 0
  await using server = await tlsServer(trialCertificate({ issuer: ca }), (socket) => {
    requests += 1
    if (requests === 2) socket.destroy()
  })
  const request = trialRequest(server.url, { connection: trusting(ca.cert) })

  await runTrial(request, engine)
  const { types, text } = await runTrial(request, engine)

  expect(types.filter((type) => type === 'connected')).toHaveLength(2)
  expect(text).toBe('secure')
})

/** What the handshakes of one exchange showed, whether or not it failed. */
async function securedBy(request: ExchangeRequest): Promise<TlsFacts[]> {
  const facts: TlsFacts[] = []
  try {
    for await (const event of engine.send(request, new AbortController().signal))
      if (event.type === 'secured') facts.push(event.tls)
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'TLS_FAILED')) throw error
  }
  return facts
}

/** Answers `secure`, unless `onRequest` does something else to the socket. */
async function tlsServer(
  { key, cert }: Certificate,
  onRequest: (socket: Socket) => void = () => {},
): Promise<AsyncDisposable & { url: string }> {
  const server = createServer({ key, cert }, (request, response) => {
    onRequest(request.socket)
    response.end('secure')
  })
  const port = await listen(server)
  return {
    url: `https://localhost:${port}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
