import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'

import { ask } from './testing/ask.ts'

let dir: string
let running: ChildProcess[] = []
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'arclight-serve-'))
  await mkdir(join(dir, 'app', '.vite', 'page'), { recursive: true })
  await writeFile(join(dir, 'app', '.vite', 'page', 'served.html'), 'the page')
  await writeFile(join(dir, 'app', 'package.json'), '{"version":"1.2.3"}')
})
afterEach(async () => {
  for (const process of running) process.kill('SIGKILL')
  running = []
  await rm(dir, { recursive: true })
})

test.each(['SIGINT', 'SIGTERM'] as const)(
  'prints one line, the URL, and %s ends it cleanly with a page connected',
  async (signal) => {
    const served = serveFake(
      '--port',
      '0',
      '--data-dir',
      join(dir, 'data'),
      '--downloads-dir',
      join(dir, 'down'),
    )
    const url = await served.firstLine
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/)
    const page = await connectPage(new URL(url))

    const pageClosed = once(page, 'close')
    const startedAt = performance.now()
    served.process.kill(signal)
    const [code] = (await once(served.process, 'exit')) as [number | null]

    expect(code).toBe(0)
    expect(performance.now() - startedAt).toBeLessThan(3000)
    await pageClosed
    expect(await served.stdout).toBe(`${url}\n`)
    expect(await served.stderr).toBe(
      `arclight: a browser has used the link; kill -USR1 ${served.process.pid} prints one for another\n`,
    )
  },
)

test('keeps its data where only the operator may look', async () => {
  const served = serveFake('--data-dir', join(dir, 'data', 'deep'), '--downloads-dir', join(dir, 'down'))
  await served.firstLine

  expect((await stat(join(dir, 'data', 'deep'))).mode & 0o777).toBe(0o700)
  expect((await stat(join(dir, 'down'))).mode & 0o777).toBe(0o700)
})

test('says that a port is taken, and ends', async () => {
  const flags = ['--data-dir', join(dir, 'data'), '--downloads-dir', join(dir, 'down')]
  const first = serveFake(...flags)
  const { port } = new URL(await first.firstLine)

  const second = serveFake('--port', port, ...flags)
  const [code] = (await once(second.process, 'exit')) as [number | null]

  expect(code).toBe(1)
  expect(await second.stdout).toBe('')
  expect(await second.stderr).toBe(
    'arclight: the port is in use; choose another, or 0 for any that is free\n',
  )
})

test('SIGUSR1 prints a link for another browser', async () => {
  const served = serveFake('--data-dir', join(dir, 'data'), '--downloads-dir', join(dir, 'down'))
  const first = await connectPage(new URL(await served.firstLine))

  const printed = once(served.process.stdout, 'data') as Promise<[Buffer]>
  served.process.kill('SIGUSR1')
  const newest =
    String((await printed)[0])
      .trim()
      .split('\n')
      .at(-1) ?? ''
  const second = await connectPage(new URL(newest))

  expect([first.readyState, second.readyState]).toEqual([WebSocket.OPEN, WebSocket.OPEN])
  first.terminate()
  second.terminate()
})

test.each([
  [
    'without a passphrase',
    {},
    'needs a passphrase: start it in a terminal and type one, or set ARCLIGHT_SERVE',
  ],
  ['with a short one', { ARCLIGHT_SERVE_PASSPHRASE: 'short' }, 'needs 12 characters or more'],
  ['with a certificate that is none', { ARCLIGHT_SERVE_PASSPHRASE: 'correct horse' }, 'is not a certificate'],
])('does not listen for other machines %s', async (_what, env, sentence) => {
  await writeFile(join(dir, 'pem'), 'no certificate')
  const flags = ['--host', '127.0.0.1', '--tls-cert', join(dir, 'pem'), '--tls-key', join(dir, 'pem')]

  const served = serveFake(...flags, '--data-dir', join(dir, 'data'), { env })
  const [code] = (await once(served.process, 'exit')) as [number | null]

  expect(code).toBe(1)
  expect(await served.stderr).toContain(sentence)
  expect(await served.stdout).toBe('')
})

function serveFake(...args: (string | { env: Record<string, string> })[]) {
  const flags = args.filter((arg) => typeof arg === 'string')
  const env = Object.assign({}, ...args.filter((arg) => typeof arg === 'object').map((arg) => arg.env))
  const entry = fileURLToPath(new URL('./testing/serve-fake.ts', import.meta.url))
  const process = spawn(globalThis.process.execPath, ['--import', 'tsx', entry, join(dir, 'app'), ...flags], {
    env: { ...globalThis.process.env, ...env },
  })
  running.push(process)
  return {
    process,
    firstLine: once(process.stdout, 'data').then(([chunk]) => String(chunk).trim()),
    stdout: text(process.stdout),
    stderr: text(process.stderr),
  }
}

async function connectPage({ port, origin, hash }: URL): Promise<WebSocket> {
  const body = JSON.stringify({ token: hash.slice('#token='.length) })
  const traded = await ask(Number(port), '/session', { method: 'POST', headers: { origin }, body })
  const cookie = traded.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
  const socket = new WebSocket(`ws://127.0.0.1:${port}/rpc`, { origin, headers: { cookie } })
  await once(socket, 'open')
  return socket
}
