import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { AppError } from '../../shared/errors.ts'
import type { Transfer } from '../../shared/model/transfer.ts'
import { answerBody, answerDownload } from './file-answer.ts'
import { fakeCore } from './testing/fake-core.ts'

let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'arclight-file-answer-'))
  await writeFile(join(dir, 'saved.img'), '0123456789')
})
afterAll(() => rm(dir, { recursive: true }))

const core = fakeCore({
  bodies: {
    find: (id) => {
      const sizeBytes = { ten: 10, empty: 0 }[id]
      if (sizeBytes === undefined) return Promise.reject(new AppError('EXCHANGE_UNKNOWN', { exchangeId: id }))
      return Promise.resolve({ path: `/bodies/${id}`, sizeBytes, contentType: 'text/html' })
    },
  },
})

test.each([
  [null, 200, 0, 9, undefined],
  ['bytes=0-3', 206, 0, 3, 'bytes 0-3/10'],
  ['bytes=4-', 206, 4, 9, 'bytes 4-9/10'],
  ['bytes=-3', 206, 7, 9, 'bytes 7-9/10'],
  ['bytes=-30', 206, 0, 9, 'bytes 0-9/10'],
  ['bytes=8-99', 206, 8, 9, 'bytes 8-9/10'],
  ['bytes=0-1,3-4', 200, 0, 9, undefined],
  ['bytes=5-2', 200, 0, 9, undefined],
  ['bytes=-', 200, 0, 9, undefined],
  ['lines=1-2', 200, 0, 9, undefined],
])('range %s of ten bytes', async (range, status, start, end, contentRange) => {
  const answer = await answerBody(core, 'ten', { range, saveAs: null })

  expect(answer).toMatchObject({ status, slice: { path: '/bodies/ten', start, end } })
  expect(answer.headers['content-range']).toBe(contentRange)
  expect(answer.headers['content-length']).toBe(String(end - start + 1))
})

test.each(['bytes=10-', 'bytes=99-100', 'bytes=-0'])('range %s of ten bytes is refused', async (range) => {
  const answer = await answerBody(core, 'ten', { range, saveAs: null })

  expect(answer).toMatchObject({ status: 416, slice: null })
  expect(answer.headers['content-range']).toBe('bytes */10')
})

test('an empty body is sent as nothing', async () => {
  expect(await answerBody(core, 'empty', { range: null, saveAs: null })).toMatchObject({
    status: 200,
    slice: null,
  })
  expect(await answerBody(core, 'empty', { range: 'bytes=0-0', saveAs: null })).toMatchObject({ status: 416 })
})

test('a page of HTML is text, sandboxed and not to be sniffed', async () => {
  const { headers } = await answerBody(core, 'ten', { range: null, saveAs: null })

  expect(headers).toMatchObject({
    'content-type': 'text/plain; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  })
  expect(headers['content-security-policy']).toMatch(/^sandbox;/)
  expect(headers['content-disposition']).toBeUndefined()
})

test('a name to save under cannot break out of its header', async () => {
  const { headers } = await answerBody(core, 'ten', {
    range: null,
    saveAs: 'ảnh "x"\r\nSet-Cookie: a=b\uD800.json',
  })

  expect(headers['content-disposition']).toBe(
    'attachment; filename="_nh _x___Set-Cookie_ a_b_.json"; ' +
      "filename*=UTF-8''%E1%BA%A3nh%20%22x%22%0D%0ASet-Cookie%3A%20a%3Db_.json",
  )
})

test('a body that is not kept is not there, and another failure is not hidden', async () => {
  const broken = fakeCore({ bodies: { find: () => Promise.reject(new Error('disk on fire')) } })

  expect(await answerBody(core, 'other', { range: null, saveAs: null })).toMatchObject({
    status: 404,
    slice: null,
  })
  await expect(answerBody(broken, 'ten', { range: null, saveAs: null })).rejects.toThrow('disk on fire')
})

test('only the file of a finished download is given out', async () => {
  const saved = { direction: 'download', savedPath: join(dir, 'saved.img'), fileName: 'saved.img' } as const
  const withTransfers = fakeCore({
    transfers: {
      async *watch() {
        const all = [
          { ...saved, id: 'done', state: 'verified' },
          { ...saved, id: 'moving', state: 'moving' },
          { ...saved, id: 'failed', state: 'failed' },
          { ...saved, id: 'up', direction: 'upload', state: 'verified' },
          { ...saved, id: 'moved-away', state: 'verified', savedPath: join(dir, 'gone.img') },
        ]
        yield { type: 'all', transfers: all as Transfer[] }
      },
    },
  })

  const statuses: Record<string, number> = {}
  for (const id of ['done', 'moving', 'failed', 'up', 'moved-away', 'unknown']) {
    statuses[id] = (await answerDownload(withTransfers, id, 'bytes=2-3')).status
  }

  expect(statuses).toEqual({ done: 206, moving: 404, failed: 404, up: 404, 'moved-away': 404, unknown: 404 })
})
