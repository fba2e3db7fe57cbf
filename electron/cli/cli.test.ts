import { createHash, randomBytes } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { type CommandLine, openCommandLine } from './testing/run-command.ts'

let cli: CommandLine

beforeAll(async () => {
  cli = await openCommandLine()
}, 30_000)
afterAll(() => cli[Symbol.asyncDispose]())

const patience = 180_000

test('takes an image through its whole life, and gives back the bytes it was given', {
  timeout: patience,
}, async () => {
  const bytes = randomBytes(3_000_000)
  await writeFile(join(cli.dir, 'noble.raw'), bytes)

  const property = ['--property', 'os_distro=ubuntu']
  const up = await cli.run('image', 'upload', 'noble.raw', '--store', 'archive', ...property)
  const imageId = up.stdout.trim()
  expect(up).toMatchObject({ exitCode: 0, stderr: `noble.raw is up as ${imageId}, verified by sha512\n` })

  const shown = await cli.run('image', 'show', 'noble.raw', '--json')
  expect(JSON.parse(shown.stdout)).toMatchObject({
    id: imageId,
    status: 'active',
    sizeBytes: bytes.length,
    osHashValue: createHash('sha512').update(bytes).digest('hex'),
    properties: { os_distro: 'ubuntu' },
    stores: ['archive'],
  })
  expect(await cli.run('image', 'deactivate', imageId)).toMatchObject({ exitCode: 0 })
  expect(await cli.run('image', 'download', imageId, '-o', 'copy.raw')).toMatchObject({ exitCode: 1 })
  expect(await cli.run('image', 'reactivate', imageId)).toMatchObject({ exitCode: 0 })
  expect(await cli.run('image', 'download', imageId, '-o', 'copy.raw')).toMatchObject({ exitCode: 0 })
  expect(bytes.equals(await readFile(join(cli.dir, 'copy.raw')))).toBe(true)

  expect(await cli.run('image', 'delete', imageId, '--yes')).toMatchObject({ exitCode: 0 })
  expect(await cli.run('image', 'show', imageId)).toMatchObject({ exitCode: 5 })
})

test('prints nothing but JSON on stdout when asked for it, event by event', {
  timeout: patience,
}, async () => {
  await writeFile(join(cli.dir, 'events.raw'), randomBytes(100_000))

  const { stdout, exitCode } = await cli.run('image', 'upload', 'events.raw', '--json')
  const events = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(exitCode).toBe(0)
  expect(events.at(-1)).toMatchObject({ event: 'ended', state: 'verified', movedBytes: 100_000 })

  const list = await cli.run('image', 'list', '--json')
  const { imageId } = events.at(-1) ?? {}
  expect(JSON.parse(list.stdout)).toContainEqual(expect.objectContaining({ id: imageId, name: 'events.raw' }))
})

test('does not guess: a name that two images have, a format it does not know, a file that is there', {
  timeout: patience,
}, async () => {
  const ids = []
  for (const _ of ['first', 'second']) {
    const { stdout } = await cli.run('image', 'create', 'twin', '--disk-format', 'raw', '--json')
    ids.push((JSON.parse(stdout) as { id: string }).id)
  }
  const ambiguous = await cli.run('image', 'show', 'twin')
  expect(ambiguous.exitCode).toBe(2)
  for (const id of ids) expect(ambiguous.stderr).toContain(id)

  await writeFile(join(cli.dir, 'mystery.img'), 'x')
  const unknown = await cli.run('image', 'upload', 'mystery.img')
  expect(unknown).toMatchObject({ exitCode: 2, stdout: '' })
  expect(unknown.stderr).toContain('--disk-format')

  await writeFile(join(cli.dir, 'mine'), 'keep me')
  expect(await cli.run('image', 'download', ids[0]!, '-o', 'mine')).toMatchObject({ exitCode: 7 })
  expect(await readFile(join(cli.dir, 'mine'), 'utf8')).toBe('keep me')
})

test('goes by the bytes of a file, unpacks it on the way, and warns of what the cloud will not say', {
  timeout: patience,
}, async () => {
  const disk = Buffer.alloc(70_000)
  // A qcow2 of version 3 (docs/interop/qcow2.txt): magic, version, then at 4 * 6 its virtual size, and a header's length.
  disk.write('QFI\u{fb}', 'latin1')
  disk.writeUInt32BE(3, 4)
  disk.writeUInt32BE(16, 20)
  disk.writeBigUInt64BE(1_048_576n, 24)
  disk.writeUInt32BE(104, 100)
  await writeFile(join(cli.dir, 'disk.img'), disk)
  await writeFile(join(cli.dir, 'disk.img.gz'), gzipSync(disk))

  const packed = await cli.run('image', 'upload', 'disk.img.gz')
  expect(packed).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--unpack') })
  const up = await cli.run('image', 'upload', 'disk.img.gz', '--unpack')
  expect(up).toMatchObject({ exitCode: 0 })
  const shown = await cli.run('image', 'show', up.stdout.trim(), '--json')
  expect(JSON.parse(shown.stdout)).toMatchObject({
    name: 'disk.img',
    diskFormat: 'qcow2',
    sizeBytes: disk.length,
    osHashValue: createHash('sha512').update(disk).digest('hex'),
  })

  const lied = await cli.run('image', 'upload', 'disk.img', '--disk-format', 'raw')
  expect(lied.stderr).toContain('disk.img: The bytes are qcow2, but it is declared raw')
})

test('deletes nothing without a yes where nobody can be asked', { timeout: patience }, async () => {
  const { stdout } = await cli.run('image', 'create', 'precious', '--json')
  const { id } = JSON.parse(stdout) as { id: string }

  const refused = await cli.run('image', 'delete', id)

  expect(refused).toMatchObject({ exitCode: 2 })
  expect(refused.stderr).toContain('--yes')
  expect(await cli.run('image', 'show', id)).toMatchObject({ exitCode: 0 })
})

test('says in the language of the environment what went wrong, with a code for scripts', {
  timeout: patience,
}, async () => {
  const missing = 'e0f7a3f4-0000-4000-8000-000000000000'
  cli.env.LANG = 'vi_VN.UTF-8'
  const vietnamese = await cli.run('image', 'show', missing)
  cli.env.LANG = 'C'
  expect(vietnamese).toMatchObject({ exitCode: 5, stderr: expect.stringContaining('không có image nào') })

  await rm(join(cli.dir, 'gone.raw'), { force: true })
  const gone = await cli.run('image', 'upload', 'gone.raw', '--json')
  expect(gone.exitCode).toBe(7)
  expect(JSON.parse(gone.stdout)).toEqual({ error: { code: 'FILE_GONE', data: { name: 'gone.raw' } } })
})

test('needs a password that is right, and never shows it', { timeout: patience }, async () => {
  const secret = 'not-the-password-71'
  await writeFile(
    join(cli.dir, 'clouds.yaml'),
    (await readFile(join(cli.dir, 'clouds.yaml'), 'utf8')).replaceAll('lab:', 'other:'),
  )
  const without = await cli.run('image', 'list', '--cloud', 'other')
  cli.env.OS_PASSWORD = secret
  const wrong = await cli.run('image', 'list', '--cloud', 'other')
  delete cli.env.OS_PASSWORD
  await writeFile(
    join(cli.dir, 'clouds.yaml'),
    (await readFile(join(cli.dir, 'clouds.yaml'), 'utf8')).replaceAll('other:', 'lab:'),
  )

  expect(without).toMatchObject({ exitCode: 3, stdout: '' })
  expect(wrong).toMatchObject({ exitCode: 3, stdout: '' })
  expect(wrong.stderr).not.toContain(secret)
})

test('sends one request: body to stdout or a file, head on demand, status as exit code on demand', {
  timeout: patience,
}, async () => {
  const server = createServer((request, response) => {
    response
      .writeHead(request.url === '/missing' ? 404 : 200, { 'x-seen': 'yes' })
      .end(`hello ${request.url}`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  try {
    const plain = await cli.run('send', '--curl', `curl -s ${url}/a`)
    const saved = await cli.run(
      'send',
      '--curl',
      `curl ${url}/{{where}}`,
      '--var',
      'where=b',
      '-o',
      'body',
      '-i',
    )
    const failed = await cli.run('send', '--curl', `curl ${url}/missing`, '--fail')

    expect(plain).toMatchObject({ exitCode: 0, stdout: 'hello /a' })
    expect(saved).toMatchObject({ exitCode: 0, stdout: '' })
    expect(saved.stderr).toContain('200 OK\n')
    expect(saved.stderr).toContain('x-seen: yes')
    expect(await readFile(join(cli.dir, 'body'), 'utf8')).toBe('hello /b')
    expect(failed).toMatchObject({ exitCode: 1, stdout: 'hello /missing' })
  } finally {
    server.close()
    server.closeAllConnections()
  }
})

test('teaches its use without touching a cloud', { timeout: patience }, async () => {
  const help = await cli.run('image', 'upload', '--help')
  const unknown = await cli.run('image', 'frobnicate')

  expect(help).toMatchObject({ exitCode: 0, stderr: '', stdout: expect.stringContaining('Examples:') })
  expect(unknown.exitCode).toBe(2)
})
