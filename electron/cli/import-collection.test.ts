import { access, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { encryptArc } from '../core/interchange/import/arc/arc-cipher.ts'
import { samples } from '../core/interchange/import/import-samples.ts'
import { type CommandLine, openCommandLine } from './testing/run-command.ts'

const patience = 180_000

let cli: CommandLine
let server: Server
let origin: string
const asked: { url: string | undefined; headers: IncomingHttpHeaders }[] = []

beforeAll(async () => {
  cli = await openCommandLine()
  server = createServer(({ url, headers }, response) => {
    asked.push({ url, headers })
    response.end('{"id": 7}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}, 30_000)
afterAll(async () => {
  server.close()
  server.closeAllConnections()
  await cli[Symbol.asyncDispose]()
})

test('makes a collection of an encrypted export, and tells what was lost', {
  timeout: patience,
}, async () => {
  await writeFile(join(cli.dir, 'arc.json'), encryptArc(samples.arc, 'pass phrase'))
  cli.env['ARC_PASS'] = 'pass phrase'

  const sealed = await cli.run('import', 'arc.json', '--to', 'none')
  const { stdout, stderr, exitCode } = await cli.run(
    'import',
    'arc.json',
    '--to',
    'arc',
    '--passphrase-env',
    'ARC_PASS',
  )
  const again = await cli.run('import', 'arc.json', '--to', 'arc', '--passphrase-env', 'ARC_PASS', '--json')

  expect(exitCode).toBe(0)
  expect(stdout.split('\n')[0]).toBe('Advanced REST Client → arc. Requests: 2, folders: 1.')
  expect(stdout).toContain('Keystone / Issue token: the action “set-cookie” has no counterpart\n')
  expect(stderr).toContain('x_auth_token, password_2, password_3, password')
  expect(stdout + stderr).not.toMatch(/s3cret|hunter2|pass phrase/)
  expect(await readdir(join(cli.dir, 'arc'))).toEqual([
    'Keystone',
    'Upload.yml',
    'environments',
    'opencollection.yml',
  ])
  expect(sealed).toMatchObject({ exitCode: 7, stdout: '' })
  expect(sealed.stderr).toMatch(/^arclight: arc\.json is encrypted\.[^\n]*\n$/)
  await expect(access(join(cli.dir, 'none'))).rejects.toMatchObject({ code: 'ENOENT' })
  expect(again).toMatchObject({ exitCode: 7, stderr: expect.stringContaining('arc already') as string })
})

test('sends a request out of an imported collection with what its folder and an environment give it', {
  timeout: patience,
}, async () => {
  const collection = {
    info: { name: 'Mine', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
    auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{token}}' }] },
    variable: [{ key: 'path', value: 'from-the-collection' }],
    item: [
      { name: 'v2', item: [{ name: 'Show', request: { url: '{{origin}}/{{path}}/{{id}}', method: 'GET' } }] },
    ],
  }
  await writeFile(join(cli.dir, 'postman.json'), JSON.stringify(collection))
  await cli.run('import', 'postman.json', '--to', 'mine')
  await mkdir(join(cli.dir, 'mine', 'environments'))
  await writeFile(
    join(cli.dir, 'mine', 'environments', 'here.yml'),
    `name: here\nvariables: [{ name: origin, value: ${origin} }]\n`,
  )
  const saved = ['send', 'mine/v2/Show.yml', '--env', 'here', '--var', 'token=t0ken', '--var', 'id=7']

  const sent = await cli.run(...saved, '-o', 'body.json')
  const unknown = await cli.run('send', 'mine/v2/Show.yml', '--env', 'there')
  const both = await cli.run('send', 'mine/v2/Show.yml', '--curl', 'curl http://c')
  const noRequest = await cli.run('send', 'mine/opencollection.yml')

  expect(sent).toEqual({ exitCode: 0, stdout: '', stderr: '' })
  expect(asked).toMatchObject([{ url: '/from-the-collection/7', headers: { authorization: 'Bearer t0ken' } }])
  expect(await readFile(join(cli.dir, 'body.json'), 'utf8')).toBe('{"id": 7}')
  expect(unknown).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('here') as string })
  expect(both).toMatchObject({ exitCode: 2, stdout: '' })
  expect(noRequest).toMatchObject({
    exitCode: 7,
    stderr: expect.stringContaining('opencollection.yml') as string,
  })
})
