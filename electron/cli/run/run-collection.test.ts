import { mkdir, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { type CommandLine, openCommandLine } from '../testing/run-command.ts'

let cli: CommandLine
let server: Server
const asked: (string | undefined)[] = []

beforeAll(async () => {
  cli = await openCommandLine()
  server = createServer(({ url }, response) => {
    asked.push(url)
    response.writeHead(url === '/made/7' ? 404 : 200).end('{"id": 7}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const dir = join(cli.dir, 'mine')
  await mkdir(join(dir, 'environments'), { recursive: true })
  const files = {
    'opencollection.yml': 'opencollection: 1.0.0\ninfo: { name: Mine }\n',
    'environments/here.yml': `name: here\nvariables: [{ name: origin, value: ${origin} }]\n`,
    'make.yml': request('Make', 1, '{{origin}}/make', capture),
    'show.yml': request('Show <it>', 2, '{{origin}}/made/{{id}}', assertion),
    'last.yml': request('Last', 3, '{{origin}}/last', ''),
  }
  for (const [name, text] of Object.entries(files)) await writeFile(join(dir, name), text)
}, 30_000)
afterAll(async () => {
  server.close()
  server.closeAllConnections()
  await cli[Symbol.asyncDispose]()
})

test('sends the requests in their order, hands on what was captured, and ends with 1 where a claim fails', {
  timeout: 180_000,
}, async () => {
  const all = await cli.run('run', 'mine', '--env', 'here', '--reporter', 'json')

  expect(all.stderr).toBe('arclight: 1 of 3 requests failed.\n')
  expect(all.exitCode).toBe(1)
  expect(asked.splice(0)).toEqual(['/make', '/made/7', '/last'])
  expect(JSON.parse(all.stdout)).toMatchObject({
    name: 'Mine',
    total: 3,
    failed: 1,
    results: [
      { name: 'Make', status: 200, failures: [] },
      { name: 'Show <it>', status: 404, failures: ['status equal 200: 404'] },
      { name: 'Last', failures: [] },
    ],
  })
})

test('stops at the first failure when told to, in the form of build servers', {
  timeout: 180_000,
}, async () => {
  const bailed = await cli.run('run', 'mine', '--env', 'here', '--bail', '--reporter', 'junit')
  const unknown = await cli.run('run', 'mine', '--env', 'there')

  expect(bailed.exitCode).toBe(1)
  expect(asked.splice(0)).toEqual(['/make', '/made/7'])
  expect(bailed.stdout).toContain('<testsuite name="Mine" tests="2" failures="1">')
  expect(bailed.stdout).toContain('name="Show &lt;it&gt;"')
  expect(unknown).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringContaining('here') })
})

const assertion = 'runtime: { assertions: [{ expression: res.status, operator: eq, value: "200" }] }\n'
const capture =
  'extensions: { arclight: { actions: [{ kind: set-variable, variable: id, part: { kind: json, path: $.id } }] } }\n'

function request(name: string, seq: number, url: string, rest: string): string {
  return `info: { name: ${name}, type: http, seq: ${seq} }\nhttp:\n  method: GET\n  url: '${url}'\n${rest}`
}
