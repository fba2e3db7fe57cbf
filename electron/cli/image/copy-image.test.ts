import { createHash, randomBytes } from 'node:crypto'
import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { octets, openTestSandbox, type TestSandbox } from '../../core/sandbox/open-test-sandbox.ts'
import { type CommandLine, openCommandLine } from '../testing/run-command.ts'

const patience = 180_000
const bytes = randomBytes(3_000_000)
let cli: CommandLine
let there: TestSandbox

beforeAll(async () => {
  ;[cli, there] = await Promise.all([openCommandLine(), openTestSandbox()])
  const { identityUrl, users } = there.sandbox()
  const { id, password, project } = users.demo
  const auth = `auth_url: ${identityUrl}, user_id: ${id}, project_id: ${project.id}, password: ${password}`
  await appendFile(join(cli.dir, 'clouds.yaml'), `  south:\n    auth: { ${auth} }\n`)
  const token = await cli.sandbox.signIn()
  const wanted = { name: 'noble', os_distro: 'ubuntu', instance_uuid: 'a-server' }
  const imageId = await cli.sandbox.createImage(token, wanted)
  await cli.sandbox.send('PUT', `/v2/images/${imageId}/file`, { token, headers: octets, body: bytes })
}, 30_000)
afterAll(async () => {
  await cli[Symbol.asyncDispose]()
  await there[Symbol.asyncDispose]()
})

test('copies an image into another cloud, and says what was proven and what stayed behind', {
  timeout: patience,
}, async () => {
  const copied = await cli.run('image', 'copy', 'noble', '--to-cloud', 'south', '--name', 'noble-south')

  const copyId = copied.stdout.trim()
  const sha512 = createHash('sha512').update(bytes).digest('hex')
  expect(copied).toMatchObject({
    exitCode: 0,
    stderr: `Not taken along: instance_uuid\nnoble-south is in south as ${copyId}, verified by sha512\n`,
  })
  const shown = await there.send('GET', `/v2/images/${copyId}`, { token: await there.signIn() })
  expect(shown.json()).toMatchObject({
    name: 'noble-south',
    status: 'active',
    os_distro: 'ubuntu',
    os_hash_value: sha512,
  })
})

test('tells its progress as JSON, and refuses to copy an image onto itself', {
  timeout: patience,
}, async () => {
  const told = await cli.run('image', 'copy', 'noble', '--to-cloud', 'south', '--json')
  const refused = await cli.run('image', 'copy', 'noble', '--to-cloud', 'lab', '--json')

  const events = told.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as object)
  expect(events.at(-1)).toMatchObject({
    event: 'ended',
    direction: 'copy',
    state: 'verified',
    from: { cloudName: 'lab' },
    cloudName: 'south',
  })
  expect(refused).toMatchObject({ exitCode: 2, stdout: expect.stringContaining('"COPY_TO_ITSELF"') })
})

test('a copy that failed names the image that it left', { timeout: patience }, async () => {
  there.sandbox().faults.failNext({ method: 'PUT', path: /\/file$/, status: 413 })

  const failed = await cli.run('image', 'copy', 'noble', '--to-cloud', 'south')

  expect(failed).toMatchObject({
    exitCode: 1,
    stderr: expect.stringMatching(/The image [-0-9a-f]{36} is left in south without its data/),
  })
})
