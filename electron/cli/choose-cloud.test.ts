import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { type CommandLine, openCommandLine } from './testing/run-command.ts'

let cli: CommandLine

beforeAll(async () => {
  cli = await openCommandLine()
}, 30_000)
afterAll(() => cli[Symbol.asyncDispose]())

const patience = 180_000

test('takes OS_* variables for a cloud where no cloud is named', { timeout: patience }, async () => {
  delete cli.env.OS_CLOUD
  Object.assign(cli.env, cli.openrc)
  try {
    const list = await cli.run('image', 'list')
    expect(list).toMatchObject({
      exitCode: 0,
      stderr: '',
      stdout: expect.stringContaining('sample-tiny-raw'),
    })
  } finally {
    for (const name of Object.keys(cli.openrc)) delete cli.env[name]
    cli.env.OS_CLOUD = 'lab'
  }
})

test('says which key of a cloud is wrong, and where; that of another cloud is its own affair', {
  timeout: patience,
}, async () => {
  const text = 'clouds:\n  broken:\n    auth_type: v3kerberos\n    auth: { auth_url: http://keystone }\n'
  await mkdir(join(cli.dir, 'xdg', 'openstack'), { recursive: true })
  await writeFile(join(cli.dir, 'xdg', 'openstack', 'clouds.yml'), text)
  await rm(join(cli.dir, 'clouds.yaml'))
  cli.env.XDG_CONFIG_HOME = join(cli.dir, 'xdg')

  const broken = await cli.run('image', 'list', '--cloud', 'broken', '--json')
  expect(broken.exitCode).toBe(2)
  expect(broken.stderr).toContain('clouds.yaml · broken · line 3: “v3kerberos” is not a way to sign in here')
  expect(JSON.parse(broken.stdout)).toMatchObject({ error: { code: 'CLOUD_UNUSABLE' } })

  const other = await cli.run('image', 'list', '--cloud', 'elsewhere')
  expect(other).toMatchObject({ exitCode: 2, stdout: '' })
  expect(other.stderr).not.toContain('v3kerberos')
  expect(other.stderr).toContain('elsewhere')
})
