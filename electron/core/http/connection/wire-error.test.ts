import { expect, test } from 'vitest'

import { wireError } from './wire-error.ts'

test.each([
  ['ECONNREFUSED', 'refused'],
  ['ENOTFOUND', 'name-not-found'],
  ['EAI_AGAIN', 'name-not-found'],
  ['ETIMEDOUT', 'timed-out'],
  ['EHOSTUNREACH', 'unroutable'],
  ['ENETUNREACH', 'unroutable'],
  ['ECONNRESET', 'reset'],
  ['EPIPE', 'reset'],
  ['EMFILE', 'other'],
])('says of %s that the cloud is unreachable: %s', (code, reason) => {
  const error = Object.assign(new Error(`connect ${code}`), { code, syscall: 'connect' })

  expect(wireError(error, 'cloud.example')).toMatchObject({
    code: 'CLOUD_UNREACHABLE',
    data: { host: 'cloud.example', reason, detail: `connect ${code}` },
    cause: error,
  })
})

test.each([
  [['ENETUNREACH', 'ECONNREFUSED'], 'refused'],
  [['ETIMEDOUT', 'EHOSTUNREACH'], 'timed-out'],
  [['ENETUNREACH', 'EHOSTUNREACH'], 'unroutable'],
])('says of a host with many addresses that met %j: %s', (codes, reason) => {
  const errors = codes.map((code) => Object.assign(new Error(code), { code, syscall: 'connect' }))

  expect(wireError(new AggregateError(errors), 'cloud.example')).toMatchObject({ data: { reason } })
})

test('tells the end of a connection from a reset', () => {
  const error = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })

  expect(wireError(error, 'cloud.example')).toMatchObject({ data: { reason: 'closed' } })
})

test.each([
  ['CERT_REVOKED', 'other'],
  ['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', 'other'],
  ['EPROTO', 'other'],
  ['HOSTNAME_MISMATCH', 'wrong-host'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'untrusted'],
])('says of %s that TLS failed: %s', (code, reason) => {
  const error = Object.assign(new Error('0A:error:lib:func'), { code, reason: 'why' })

  expect(wireError(error, 'cloud.example')).toMatchObject({
    code: 'TLS_FAILED',
    data: { host: 'cloud.example', reason, detail: 'why' },
  })
})
