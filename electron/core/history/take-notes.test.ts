import { expect, test } from 'vitest'

import { trialRequest } from '../http/exchange-trial.ts'
import { takeNotes } from './take-notes.ts'

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
    status: 201,
    statusText: 'Created',
    headers: [['Location', location]],
    contentLengthBytes: 0,
  })

  expect(notes.record({ tookMs: 1, problem: null, isBodyKept: false }).imageId).toBe(known)
})
