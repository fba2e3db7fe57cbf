import { appendFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { startFaultProxy } from '../../core/sandbox/faults/start-fault-proxy.ts'
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

test('leaves its token to an import that nobody waits for', { timeout: patience }, async () => {
  const { identityUrl, users } = cli.sandbox.sandbox()
  const keystone = await startFaultProxy(new URL(identityUrl).origin)
  const { id, password, project } = users.demo
  const auth = { auth_url: `${keystone.origin}/v3`, user_id: id, password, project_id: project.id }
  await appendFile(join(cli.dir, 'clouds.yaml'), `  watched: ${JSON.stringify({ auth })}\n`)
  await cli.sandbox.createImage(await cli.sandbox.signIn(), { name: 'left-alone' })
  const revoked = () => keystone.seen.filter(({ method }) => method === 'DELETE').length

  const web = ['--method', 'web-download', '--uri', 'http://127.0.0.1:1/x']
  const ordered = await cli.run('image', 'import', 'left-alone', '--cloud', 'watched', ...web)
  const revokedByImport = revoked()
  const listed = await cli.run('image', 'list', '--cloud', 'watched')
  const revokedByList = revoked()
  await keystone.close()

  expect([ordered.exitCode, listed.exitCode]).toEqual([0, 0])
  expect([revokedByImport, revokedByList]).toEqual([0, 1])
})

test('says what a method needs before it signs in', { timeout: patience }, async () => {
  const run = await cli.run('image', 'import', 'any', '--method', 'web-download')

  expect(run).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('web-download takes --uri') })
})
