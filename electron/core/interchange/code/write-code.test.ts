import { execFile, execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { afterAll, beforeAll, expect, test } from 'vitest'

import type { CodeTargetId } from '../../../../shared/model/code.ts'
import { type EchoServer, type Received, startEchoServer } from '../curl/sent-by-curl.ts'
import type { CurlRequest } from '../curl/to-curl.ts'
import { codeTargets } from './code-targets.ts'
import { writeCode } from './write-code.ts'

const run = promisify(execFile)
const bytes = Buffer.from([...Array(256).keys()])
const secret = `s3cret "$HOME" \\n 'x' #{1} \`id\``

/** How the code of a target is run here, where what runs it is installed. */
const runners: Partial<Record<CodeTargetId, { file: string; command: string[]; probe: string[] }>> = {
  curl: { file: 'a.sh', command: ['bash', 'a.sh'], probe: ['curl', '--version'] },
  wget: { file: 'a.sh', command: ['bash', 'a.sh'], probe: ['wget', '--version'] },
  'python-requests': {
    file: 'a.py',
    command: ['python3', 'a.py'],
    probe: ['python3', '-c', 'import requests'],
  },
  'node-fetch': {
    file: 'a.mjs',
    command: [process.execPath, 'a.mjs'],
    probe: [process.execPath, '--version'],
  },
  go: { file: 'a.go', command: ['go', 'run', 'a.go'], probe: ['go', 'version'] },
  php: { file: 'a.php', command: ['php', 'a.php'], probe: ['php', '-m'] },
  ruby: { file: 'a.rb', command: ['ruby', 'a.rb'], probe: ['ruby', '--version'] },
}

let dir: string
let server: EchoServer

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'write-code-'))
  await writeFile(join(dir, "it's an image.raw"), bytes)
  server = await startEchoServer()
})
afterAll(async () => {
  server.close()
  await rm(dir, { recursive: true })
})

const runnable = Object.keys(runners)
  .map((id) => id as CodeTargetId)
  .filter(isInstalled)

test.each(runnable)(
  '%s sends, when it is run, the bytes that were written',
  { timeout: 60_000 },
  async (target) => {
    const text = '{"n": 12345678901234567890, "q": "it\'s \\"so\\" \\\\ #{1+1} $HOME `id` é\\n"}'
    const request: CurlRequest = {
      method: 'PATCH',
      url: `${server.base}/v2/x%20y?a=1&b&a=%2F'`,
      headers: [
        ['X-Odd', 'a "b" \\n $HOME #{1} \'c\''],
        ['Content-Type', 'application/json-patch+json'],
      ],
      body: { kind: 'text', text },
    }

    const received = await sentBy(target, request)

    expect(received.method).toBe('PATCH')
    // Of the ways to escape a URL, fetch has that of the URL standard.
    expect(received.target.replace('%27', "'")).toBe("/v2/x%20y?a=1&b&a=%2F'")
    expect(Buffer.from(received.body, 'latin1').toString('utf8')).toBe(text)
    expect(valueOf(received, 'x-odd')).toBe('a "b" \\n $HOME #{1} \'c\'')
    expect(valueOf(received, 'content-type')).toBe('application/json-patch+json')
  },
)

test.each(runnable.filter((id) => id !== 'curl'))(
  '%s takes a secret from its environment, and a file by its path',
  {
    timeout: 60_000,
  },
  async (target) => {
    const path = join(dir, "it's an image.raw")
    const request: CurlRequest = {
      method: 'PUT',
      url: `${server.base}/v2/images/{{image_id}}/file`,
      headers: [
        ['X-Auth-Token', '{{cloud.token}}'],
        ['Content-Type', 'application/octet-stream'],
      ],
      body: { kind: 'file', path },
    }

    const received = await sentBy(target, request, { OS_TOKEN: secret, IMAGE_ID: 'i1' })

    expect(received).toMatchObject({ method: 'PUT', target: '/v2/images/i1/file' })
    expect(valueOf(received, 'x-auth-token')).toBe(secret)
    expect(Buffer.from(received.body, 'latin1').equals(bytes)).toBe(true)
  },
)

test('no target is given a secret, and each says which variables it reads', async () => {
  const request: CurlRequest = {
    method: 'GET',
    url: 'https://c:9292/v2/images/{{image_id}}',
    headers: [['X-Auth-Token', '{{token}}']],
    body: { kind: 'none' },
    auth: { kind: 'basic', username: 'u', password: '{{password}}' },
  }

  for (const { id } of codeTargets.filter((each) => !/^(?:curl|.*openstack.*)$/.test(each.id))) {
    const { code, remarks } = await writeCode(request, id)

    expect(code).toContain('OS_TOKEN')
    expect(code).not.toMatch(/arclight|\{\{/)
    expect(remarks.map(({ code: kind, detail }) => `${kind} ${detail}`)).toEqual([
      'from-environment IMAGE_ID',
      'from-environment OS_TOKEN',
      'basic-from-environment BASIC_CREDENTIALS',
    ])
  }
})

test('writes Go, Java, PHP, PowerShell and Ruby as they quote', async () => {
  const request: CurlRequest = {
    method: 'POST',
    url: 'https://c/a',
    headers: [['X-Odd', 'it\'s "{{name}}" $x #{y}']],
    body: { kind: 'file', path: '/tmp/a b' },
  }
  const linesOf = async (target: CodeTargetId) =>
    (await writeCode(request, target)).code.split('\n').map((line) => line.trim())

  expect(await linesOf('go')).toEqual(
    expect.arrayContaining([
      'payload, _ := os.Open("/tmp/a b")',
      String.raw`req.Header.Add("X-Odd", "it's \"" + os.Getenv("NAME") + "\" $x #{y}")`,
    ]),
  )
  expect(await linesOf('go')).not.toContain('"strings"')
  expect(await linesOf('java')).toEqual(
    expect.arrayContaining([
      String.raw`.header("X-Odd", "it's \"" + System.getenv("NAME") + "\" $x #{y}")`,
      '.method("POST", HttpRequest.BodyPublishers.ofFile(java.nio.file.Path.of("/tmp/a b")))',
    ]),
  )
  expect(await linesOf('php')).toContain(String.raw`'X-Odd: it\'s "' . getenv('NAME') . '" $x #{y}'`)
  expect((await linesOf('powershell')).join('\n')).toContain(
    `$headers.Add("X-Odd", ('it''s "' + $env:NAME + '" $x #{y}'))`,
  )
  expect((await linesOf('powershell')).join('\n')).toContain(`-InFile '/tmp/a b'`)
  expect(await linesOf('ruby')).toContain(
    String.raw`request["X-Odd"] = "it's \"" + ENV.fetch("NAME") + "\" $x \#{y}"`,
  )
})

test('says what a target cannot do, and does not do it silently', async () => {
  const form: CurlRequest = {
    method: 'POST',
    url: 'http://c/',
    headers: [['A!', '1']],
    body: { kind: 'form', parts: [] },
  }
  const digest: CurlRequest = {
    method: 'GET',
    url: 'http://c/v2/odd',
    headers: [],
    body: { kind: 'none' },
    auth: { kind: 'digest', username: 'u', password: '{{p}}' },
  }

  expect((await writeCode(form, 'go')).remarks).toEqual([
    { code: 'header-left-out', detail: 'A!' },
    { code: 'body-left-out', detail: 'multipart' },
  ])
  expect((await writeCode(digest, 'ruby')).remarks).toEqual([{ code: 'auth-left-out', detail: 'digest' }])
  expect(await writeCode(digest, 'openstack')).toMatchObject({
    code: '',
    remarks: [{ code: 'call-unknown', detail: 'GET http://c/v2/odd' }],
  })
})

test.each([
  ['GET', '/v2/images?name=a%20b&visibility=public', null, "openstack image list --name 'a b' --public"],
  ['GET', '/v2/images/{{image_id}}', null, 'openstack image show "$IMAGE_ID"'],
  ['DELETE', '/v2/images/i1', null, 'openstack image delete i1'],
  ['POST', '/v2/images/i1/actions/deactivate', null, 'openstack image set --deactivate i1'],
  ['PUT', '/v2/images/i1/tags/a%20b', null, "openstack image set --tag 'a b' i1"],
  [
    'PATCH',
    '/v2/images/i1',
    '[{"op":"replace","path":"/name","value":"n"}]',
    'openstack image set --name n i1',
  ],
  ['POST', '/v2/images/i1/members', '{"member":"p1"}', 'openstack image add project i1 p1'],
  ['GET', '/v3/projects', null, 'openstack project list'],
  ['POST', '/v3/auth/tokens', '{}', 'openstack token issue'],
] as const)('the client does %s %s with a command', async (method, path, body, command) => {
  const request = openstackRequest(method, path, body)

  expect((await writeCode(request, 'openstack')).code).toBe(`${command}\n`)
})

test('names the file that is uploaded', async () => {
  const request: CurlRequest = {
    ...openstackRequest('PUT', '/v2/images/i1/file', null),
    body: { kind: 'file', path: '/a b' },
  }

  expect((await writeCode(request, 'openstack')).code).toBe("glance image-upload --file '/a b' i1\n")
})

test.each([
  ['GET', '/v2/images?status=active', null, 'for image in conn.image.images(**{"status": "active"}):'],
  ['GET', '/v2/images/{{id}}', null, 'print(conn.image.get_image(os.environ["ID"]))'],
  ['GET', '/v2/tasks?limit=1', null, 'response = conn.image.request("/tasks?limit=1", "GET")'],
  [
    'POST',
    '/v3/users',
    '{"n": 1}',
    String.raw`response = conn.identity.request("/users", "POST", headers={"Content-Type": "application/json"}, data="{\"n\": 1}".encode())`,
  ],
] as const)('openstacksdk does %s %s with a call', async (method, path, body, line) => {
  const { code } = await writeCode(openstackRequest(method, path, body), 'python-openstacksdk')

  expect(code.split('\n')).toContain(line)
  expect(code.includes('import os\n')).toBe(line.includes('os.environ'))
})

function openstackRequest(method: string, path: string, body: string | null): CurlRequest {
  const headers: [string, string][] = [['X-Auth-Token', '{{cloud.token}}']]
  if (body !== null) headers.push(['Content-Type', 'application/json'])
  return {
    method,
    url: `http://controller${path}`,
    headers,
    body: body === null ? { kind: 'none' } : { kind: 'text', text: body },
  }
}

async function sentBy(
  target: CodeTargetId,
  request: CurlRequest,
  env: Record<string, string> = {},
): Promise<Received> {
  const runner = runners[target]!
  const { code } = await writeCode(request, target)
  await writeFile(join(dir, runner.file), code)
  server.take()
  const [program = '', ...args] = runner.command
  await run(program, args, {
    cwd: dir,
    env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', HOME: dir, CURL_HOME: dir, ...env },
    timeout: 30_000,
  })
  return server.take()[0]!
}

function isInstalled(target: CodeTargetId): boolean {
  const [program = '', ...args] = runners[target]?.probe ?? []
  try {
    execFileSync(program, args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

function valueOf({ headers }: Received, wanted: string): string | undefined {
  return headers.find(([name]) => name.toLowerCase() === wanted)?.[1]
}
