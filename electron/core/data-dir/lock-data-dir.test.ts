import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { lockDataDir } from './lock-data-dir.ts'

let dir: string
const logged: string[] = []

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'arclight-lock-'))
})

afterEach(async () => {
  await rm(dir, { recursive: true })
})

test('a folder is taken by one at a time, and is free again after that', async () => {
  const first = await take()

  await expect(take()).rejects.toMatchObject({ code: 'DATA_DIR_IN_USE', data: { path: dir } })
  await first.release()
  const second = await take()
  await second.release()

  expect(await readdir(dir)).toEqual([])
  expect(logged).toEqual([])
})

test('another process is refused as long as the first lives, and takes over at once when it was killed', async () => {
  const other = await otherProcess()
  const whileItLives = await take().catch((error: unknown) => error)
  other.kill('SIGKILL')
  await once(other, 'exit')

  const lock = await take()

  expect(whileItLives).toMatchObject({ code: 'DATA_DIR_IN_USE' })
  await lock.release()
})

test('of many that find a dead owner, one takes over', async () => {
  const other = await otherProcess()
  other.kill('SIGKILL')
  await once(other, 'exit')

  const tries = await Promise.allSettled(Array.from({ length: 5 }, take))

  const taken = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  expect(taken).toHaveLength(1)
  await taken[0]!.release()
})

function take() {
  return lockDataDir(dir, (line) => logged.push(line))
}

/** A process that has taken the folder and keeps it. */
async function otherProcess(): Promise<ChildProcess> {
  const module = new URL('./lock-data-dir.ts', import.meta.url).href
  const script = `import(${JSON.stringify(module)}).then(async ({ lockDataDir }) => {
    await lockDataDir(${JSON.stringify(dir)}, console.error)
    process.send('taken')
    setInterval(() => {}, 1000)
  })`
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), '-e', script], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  await once(child, 'message')
  return child
}
