import { randomBytes } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { octets } from '../../core/sandbox/open-test-sandbox.ts'
import { type FaultProxy, startFaultProxy } from '../../core/sandbox/faults/start-fault-proxy.ts'
import { type CommandLine, openCommandLine } from '../testing/run-command.ts'

let cli: CommandLine
let proxy: FaultProxy

beforeAll(async () => {
  cli = await openCommandLine()
  proxy = await startFaultProxy(cli.sandbox.sandbox().imageUrl)
}, 30_000)
afterAll(async () => {
  await proxy.close()
  await cli[Symbol.asyncDispose]()
})

test('goes on after Ctrl+C where it was, and the file is what the cloud has', {
  timeout: 180_000,
}, async () => {
  const bytes = randomBytes(6_000_000)
  const token = await cli.sandbox.signIn()
  const id = await cli.sandbox.createImage(token, { name: 'noble' })
  await cli.sandbox.send('PUT', `/v2/images/${id}/file`, { token, headers: octets, body: bytes })
  const clouds = join(cli.dir, 'clouds.yaml')
  await writeFile(clouds, `${await readFile(clouds, 'utf8')}    image_endpoint_override: ${proxy.origin}\n`)
  proxy.order({ method: 'GET', path: /\/file$/ }, { kind: 'stall', way: 'down', afterBytes: 4_000_000 })

  const first = await cli.start(['image', 'download', 'noble', '--json'], (line, child) => {
    const { movedBytes } = JSON.parse(line) as { movedBytes?: number }
    if (movedBytes !== undefined && movedBytes >= 2_000_000) child.kill('SIGINT')
  })
  const left = await readdir(cli.dir)
  const second = await cli.run('image', 'download', 'noble')

  expect(first).toMatchObject({ exitCode: 130, stderr: expect.stringContaining('again to go on') })
  expect(left).toContain('noble.raw.part')
  expect(second).toMatchObject({ exitCode: 0 })
  expect(bytes.equals(await readFile(join(cli.dir, 'noble.raw')))).toBe(true)
  const ranges = proxy.seen.filter(({ path }) => path.endsWith('/file')).map(({ range }) => range)
  expect(ranges).toEqual([null, expect.stringMatching(/^bytes=[2-4]\d{6}-$/)])
  expect((await readdir(cli.dir)).filter((name) => name.includes('.part'))).toEqual([])
})
