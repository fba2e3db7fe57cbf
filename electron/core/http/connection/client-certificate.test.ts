import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TLSSocket } from 'node:tls'

import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'

import { createHttpEngine, type HttpEngine } from '../create-http-engine.ts'
import type { ClientCertificate } from '../exchange.ts'
import { listen, runTrial, trialRequest } from '../exchange-trial.ts'
import { type Certificate, trialCertificate } from './trial-certificate.ts'

let ca: Certificate
let mine: Certificate
let url: string
let engine: HttpEngine
let stop: () => void

beforeAll(async () => {
  ca = trialCertificate({ subject: 'Trial CA', isAuthority: true })
  mine = trialCertificate({ issuer: ca, subject: 'operator' })
  const options = {
    ...trialCertificate({ issuer: ca }),
    ca: ca.cert,
    requestCert: true,
    rejectUnauthorized: true,
  }
  const server = createServer(options, (request, response) =>
    response.end((request.socket as TLSSocket).getPeerCertificate().subject.CN),
  )
  url = `https://localhost:${await listen(server)}/`
  stop = () => {
    server.closeAllConnections()
    server.close()
  }
})
afterAll(() => stop())
beforeEach(() => {
  engine = createHttpEngine({ environment: {} })
})
afterEach(() => engine.close())

test('shows a certificate from PEM texts', async () => {
  expect(await who({ kind: 'pem', certPem: mine.cert, keyPem: mine.key, passphrase: null })).toBe('operator')
})

test('shows a certificate from PEM texts whose key has a passphrase', async () => {
  const keyPem = openssl(
    { 'key.pem': mine.key },
    'pkcs8 -topk8 -in key.pem -out out -passout pass:s3cret',
  ).toString()

  expect(await who({ kind: 'pem', certPem: mine.cert, keyPem, passphrase: 's3cret' })).toBe('operator')
  for (const passphrase of [null, 'wrong'])
    expect(await who({ kind: 'pem', certPem: mine.cert, keyPem, passphrase })).toMatchObject({
      code: 'CLIENT_CERTIFICATE_INVALID',
      data: { reason: 'passphrase' },
    })
})

test('shows a certificate from PKCS #12', async () => {
  const bytes = pkcs12('')

  expect(await who({ kind: 'pkcs12', bytes, passphrase: 's3cret' })).toBe('operator')
  for (const passphrase of [null, 'wrong'])
    expect(await who({ kind: 'pkcs12', bytes, passphrase })).toMatchObject({
      code: 'CLIENT_CERTIFICATE_INVALID',
      data: { reason: 'passphrase' },
    })
})

test('says so of a PKCS #12 file with the ciphers of old', async () => {
  expect(await who({ kind: 'pkcs12', bytes: pkcs12('-legacy'), passphrase: 's3cret' })).toMatchObject({
    code: 'CLIENT_CERTIFICATE_INVALID',
    data: { reason: 'outdated' },
  })
})

test('says what is wrong with one that cannot be used', async () => {
  const { key } = trialCertificate({})

  expect(await who({ kind: 'pem', certPem: mine.cert, keyPem: key, passphrase: null })).toMatchObject({
    data: { reason: 'mismatch' },
  })
  expect(await who({ kind: 'pem', certPem: 'none', keyPem: 'none', passphrase: null })).toMatchObject({
    data: { reason: 'unreadable' },
  })
  expect(await who({ kind: 'pkcs12', bytes: Buffer.from('none'), passphrase: null })).toMatchObject({
    data: { reason: 'unreadable' },
  })
})

test('says that a server wants a certificate', async () => {
  expect(await who(null)).toMatchObject({ code: 'TLS_FAILED', data: { reason: 'certificate-wanted' } })
})

async function who(clientCertificate: ClientCertificate | null): Promise<unknown> {
  const connection = { verifyTls: true, extraCaPem: ca.cert, ...(clientCertificate && { clientCertificate }) }
  return runTrial(trialRequest(url, { connection }), engine).then(
    ({ text }) => text,
    (error: unknown) => error,
  )
}

function pkcs12(options: string): Buffer {
  const files = { 'key.pem': mine.key, 'cert.pem': mine.cert }
  return openssl(files, `pkcs12 -export ${options} -inkey key.pem -in cert.pem -out out -passout pass:s3cret`)
}

function openssl(files: Record<string, string>, command: string): Buffer {
  const cwd = mkdtempSync(join(tmpdir(), 'arclight-'))
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(cwd, name), content)
    execFileSync('openssl', command.split(/ +/), { cwd, stdio: 'pipe' })
    return readFileSync(join(cwd, 'out'))
  } finally {
    rmSync(cwd, { recursive: true })
  }
}
