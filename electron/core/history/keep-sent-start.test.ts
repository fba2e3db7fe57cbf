import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { trialRequest } from '../http/exchange-trial.ts'
import { type BodyStore, createBodyStore } from './create-body-store.ts'
import { keepSentStart } from './keep-sent-start.ts'

let dir: string
let bodies: BodyStore

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'arclight-'))
  bodies = await createBodyStore({ dir })
})
afterEach(async () => {
  await bodies.close()
  await rm(dir, { recursive: true })
})

test('keeps what was sent with its secrets out, also between bytes that are no text', async () => {
  const start = Buffer.concat([Buffer.from('pw=s3cret-välue;'), Buffer.from([0xff, 0x00])])

  const kept = await keep(start, true)

  expect(kept).toEqual(Buffer.concat([Buffer.from('pw=[redacted];'), Buffer.from([0xff, 0x00])]))
})

test('leaves out a secret that is cut in two, and a character that is', async () => {
  expect(await keep(Buffer.from('a text with s3cret-v'), false)).toEqual(Buffer.from('a text with '))
  expect(await keep(Buffer.from('{"name":"Thái"}').subarray(0, 12), false)).toEqual(
    Buffer.from('{"name":"Th'),
  )
})

async function keep(start: Uint8Array, isWhole: boolean): Promise<Buffer> {
  const context = { origin: 'workbench', cloudId: null, imageId: null, secrets: ['s3cret-välue'] } as const
  const sentStart = keepSentStart(bodies, trialRequest('http://cloud/', { context }), {
    type: 'body-sent',
    atMs: 1,
    start,
    isWhole,
  })
  expect(sentStart).toEqual({ bodyId: 'trial-sent', isWhole })
  return readFile((await bodies.find('trial-sent')).path)
}
