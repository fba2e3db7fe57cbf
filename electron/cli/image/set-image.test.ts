import { afterAll, beforeAll, expect, test } from 'vitest'

import { type CommandLine, openCommandLine } from '../testing/run-command.ts'

let cli: CommandLine

beforeAll(async () => {
  cli = await openCommandLine()
}, 30_000)
afterAll(() => cli[Symbol.asyncDispose]())

test('changes what is named and nothing else, and wants to be told what', { timeout: 180_000 }, async () => {
  const token = await cli.sandbox.signIn()
  const id = await cli.sandbox.createImage(token, { name: 'old', os_distro: 'ubuntu', hw_disk_bus: 'ide' })
  const options = ['--name', 'new', '--protected', '--hidden', '--property', 'hw_disk_bus=virtio']

  const set = await cli.run('image', 'set', id, ...options, '--unset', 'os_distro', '--json')
  const nothing = await cli.run('image', 'set', id)

  expect(set).toMatchObject({ exitCode: 0, stderr: '' })
  const answer = await cli.sandbox.send('GET', `/v2/images/${id}`, { token })
  expect(answer.json()).toMatchObject({
    name: 'new',
    protected: true,
    os_hidden: true,
    visibility: 'shared',
    hw_disk_bus: 'virtio',
  })
  expect(answer.json()).not.toHaveProperty('os_distro')
  expect(nothing).toMatchObject({ exitCode: 2, stdout: '' })
})
