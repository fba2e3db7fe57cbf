import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import type { StageProgress } from '../../../shared/model/image-import.ts'
import { openTestImages, type TestImages } from './open-test-images.ts'

const never = new AbortController().signal
const cloudId = 'test'
const sizeBytes = 3 * 2 ** 20

let host: TestImages
let dir: string
let file: string

beforeAll(async () => {
  host = await openTestImages()
  dir = await mkdtemp(join(tmpdir(), 'arclight-stage-'))
  await writeFile(join(dir, 'disk.raw'), Buffer.alloc(sizeBytes, 7))
  file = (await host.files.addPath(join(dir, 'disk.raw'), never)).handle
})

afterAll(async () => {
  await host.close()
  await rm(dir, { recursive: true })
})

test('a file is staged, told step by step, and can then be imported', async () => {
  const imageId = await host.create()
  const steps: StageProgress[] = []

  for await (const step of host.demo.stage({ cloudId, imageId, file }, never)) steps.push(step)
  const staged = await host.demo.show({ cloudId, imageId }, never)
  await host.demo.import({ cloudId, imageId, method: { name: 'glance-direct' }, target: null }, never)
  let state = ''
  for await (const progress of host.demo.watchImport({ cloudId, imageId }, never)) state = progress.state

  expect(steps.at(-1)).toEqual({ movedBytes: sizeBytes, sizeBytes })
  expect(steps.map(({ movedBytes }) => movedBytes)).toEqual(
    steps.map(({ movedBytes }) => movedBytes).toSorted((a, b) => a - b),
  )
  expect(staged).toMatchObject({ status: 'uploading', sizeBytes })
  expect(state).toBe('done')
  expect(await host.demo.show({ cloudId, imageId }, never)).toMatchObject({ status: 'active', sizeBytes })
})

test('an image that has data refuses a stage in words', async () => {
  const imageId = await host.create()
  await host.upload(imageId)

  await expect(drain(host.demo.stage({ cloudId, imageId, file }, never))).rejects.toMatchObject({
    code: 'IMAGE_FORBIDS',
    data: { status: 409 },
  })
})

test('stopping gives its own reason back, and a file that nobody holds is named lost', async () => {
  const imageId = await host.create()
  const stop = new AbortController()
  const reason = new Error('enough')
  stop.abort(reason)

  await expect(drain(host.demo.stage({ cloudId, imageId, file }, stop.signal))).rejects.toBe(reason)
  await expect(drain(host.demo.stage({ cloudId, imageId, file: 'unknown' }, never))).rejects.toMatchObject({
    code: 'FILE_LOST',
  })
})

async function drain(steps: AsyncIterable<StageProgress>): Promise<void> {
  for await (const step of steps) expect(step.sizeBytes).toBe(sizeBytes)
}
