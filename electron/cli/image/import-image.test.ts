import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { type CommandLine, openCommandLine } from '../testing/run-command.ts'

const patience = 180_000
let cli: CommandLine

beforeAll(async () => {
  cli = await openCommandLine()
}, 30_000)
afterAll(() => cli[Symbol.asyncDispose]())

test('stages a file and waits until it is imported', { timeout: patience }, async () => {
  const token = await cli.sandbox.signIn()
  const id = await cli.sandbox.createImage(token, { name: 'staged' })
  await writeFile(join(cli.dir, 'disk.raw'), 'a small disk')

  const run = await cli.run(
    'image',
    'import',
    'staged',
    '--method',
    'glance-direct',
    '--file',
    'disk.raw',
    '--store',
    'archive',
    '--wait',
    '--json',
  )

  expect(run).toMatchObject({ exitCode: 0, stderr: '' })
  const last = JSON.parse(run.stdout.trim().split('\n').at(-1) ?? '') as object
  expect(last).toMatchObject({ id, state: 'done', status: 'active' })
  const shown = await cli.sandbox.send('GET', `/v2/images/${id}`, { token })
  expect(shown.json()).toMatchObject({ status: 'active', size: 12, stores: 'archive' })
})

test('a failed import ends with 1 and the words of the cloud', { timeout: patience }, async () => {
  const token = await cli.sandbox.signIn()
  await cli.sandbox.createImage(token, { name: 'from-nowhere' })

  const run = await cli.run(
    'image',
    'import',
    'from-nowhere',
    '--method',
    'web-download',
    '--uri',
    'http://127.0.0.1:1/x',
    '--wait',
  )

  expect(run).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('The import failed.') })
})

test('says what a method needs before it signs in', { timeout: patience }, async () => {
  const run = await cli.run('image', 'import', 'any', '--method', 'web-download')

  expect(run).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('web-download takes --uri') })
})
