import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { createFileRegistry } from '../files/create-file-registry.ts'

import { interchangeTrial } from './interchange-trial.ts'
import { samples } from './import/import-samples.ts'

const signal = new AbortController().signal

let dir: string
let set: string[]

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'interchange-'))
  set = []
})

afterEach(async () => {
  await rm(dir, { recursive: true })
})

const files = createFileRegistry()
const interchange = interchangeTrial({
  files,
  setVariable: ({ name, value, isSecret }) => set.push(`${name}=${value}${isSecret ? ' (secret)' : ''}`),
})

test('tells what would come in, and keeps nothing', async () => {
  const path = join(dir, 'arc.json')
  await writeFile(path, samples.arc)
  const { handle } = await files.addPath(path, signal)

  const report = await interchange.preview({ file: handle, passphrase: null }, signal)

  expect(report).toMatchObject({ format: 'arc', environments: ['default', 'lab'], counts: { requests: 2 } })
  expect(JSON.stringify(report)).not.toMatch(/s3cret|hunter2|gAAAAABliteral/)
  expect(set).toEqual([])
})

test('keeps secrets, and the variables of the chosen environment', async () => {
  const path = join(dir, 'arc.json')
  await writeFile(path, samples.arc)
  const { handle } = await files.addPath(path, signal)

  await interchange.take({ file: handle, passphrase: null, environment: 'default' }, signal)

  expect(set).toEqual([
    'x_auth_token=gAAAAABliteral (secret)',
    'password_2=s3cret (secret)',
    'password_3=p (secret)',
    'lab.password=hunter2 (secret)',
    'keystone=https://cloud:5000',
  ])
})

test('reads a file that a page holds, and refuses one that is too large before it is asked for', async () => {
  const small = files.announce({ name: 'small.json', sizeBytes: samples.har.length })
  const large = files.announce({ name: 'large.json', sizeBytes: 100 * 1024 * 1024 })
  const wanted = files.wanted(signal)
  const asked = wanted
    .next()
    .then(({ value }) => value && files.deliver(value.ticket, Readable.from([samples.har])))

  const report = await interchange.preview({ file: small.handle, passphrase: null }, signal)

  await asked
  expect(report.format).toBe('har')
  await expect(interchange.preview({ file: large.handle, passphrase: null }, signal)).rejects.toMatchObject({
    code: 'IMPORT_UNREADABLE',
    data: { name: 'large.json', reason: 'too-large' },
  })
  await wanted.return()
})
