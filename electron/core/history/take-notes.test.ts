import { expect, test } from 'vitest'

import { trialRequest } from '../http/exchange-trial.ts'
import { noPhases, takeNotes } from './take-notes.ts'

const imageId = '5c1e3f0a-2f0b-4c6e-9d55-0d6a7f1b2c3d'

test.each([
  [`http://cloud:9292/v2/images/${imageId}/file?limit=1`, '', imageId],
  ['http://cloud:9292/v2/images', `/v2/images/${imageId}`, imageId],
  [`http://cloud/image/v2/images/${imageId}`, '', imageId],
  ['http://cloud:9292/v2/images?marker=/v2/images/5c1e3f0a-2f0b-4c6e-9d55-0d6a7f1b2c3d', '', null],
  [`http://cloud:8774/v2/servers/${imageId}`, '', null],
])('knows which image %s answered with Location "%s" is about', (url, location, known) => {
  const notes = takeNotes(trialRequest(url), 0)
  notes.note({
    type: 'head',
    atMs: 1,
    phases: noPhases,
    status: 201,
    statusText: 'Created',
    headers: [['Location', location]],
    contentLengthBytes: 0,
  })

  expect(notes.record({ tookMs: 1, problem: null, isBodyKept: false }).imageId).toBe(known)
})

test('records each hop of a redirect with its secrets out, and the last one as the exchange itself', () => {
  const context = { origin: 'workbench', cloudId: null, imageId: null, secrets: ['s3cret'] } as const
  const notes = takeNotes(trialRequest('http://one/a', { method: 'POST', context }), 0)
  const connected = {
    type: 'connected',
    atMs: 1,
    remoteAddress: '10.0.0.1',
    remotePort: 80,
    isReused: false,
    proxy: null,
    httpVersion: '1.1',
  } as const
  const head = { statusText: '', contentLengthBytes: 0 }
  notes.note({ ...connected, headText: 'POST /a HTTP/1.1\r\nX-Auth-Token: s3cret\r\n\r\n' })
  notes.note({
    type: 'redirected',
    atMs: 5,
    redirect: {
      method: 'POST',
      url: 'http://one/a',
      head: { ...head, status: 302, headers: [['Location', 'http://two/b?token=s3cret']] },
      phases: { ...noPhases, waitMs: 3 },
      tookMs: 5,
      nextMethod: 'GET',
      nextUrl: 'http://two/b?token=s3cret',
      droppedHeaders: ['X-Auth-Token'],
    },
  })
  notes.note({ ...connected, remoteAddress: '10.0.0.2', headText: 'GET /b?token=s3cret HTTP/1.1\r\n\r\n' })
  notes.note({ type: 'head', atMs: 9, phases: noPhases, ...head, status: 200, headers: [] })

  const record = notes.record({ tookMs: 9, problem: null, isBodyKept: false })

  expect(record).toMatchObject({
    url: 'http://one/a',
    method: 'POST',
    finalUrl: 'http://two/b?token=[redacted]',
    requestLine: 'GET /b?token=[redacted] HTTP/1.1',
    status: 200,
    remoteAddress: '10.0.0.2',
    redirects: [
      {
        requestLine: 'POST /a HTTP/1.1',
        status: 302,
        remoteAddress: '10.0.0.1',
        droppedHeaders: ['X-Auth-Token'],
      },
    ],
  })
  expect(JSON.stringify(record)).not.toContain('s3cret')
})
