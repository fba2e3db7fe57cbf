import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { lockDataDir } from '../core/data-dir/lock-data-dir.ts'
import { runCli } from './run-cli.ts'

let dir: string

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'arclight-keep-'))
  await mkdir(join(dir, 'data'))
  await writeFile(join(dir, 'data', 'clouds.json'), '{"version":2,"clouds":[]}')
})
afterEach(() => rm(dir, { recursive: true }))

test('backs up and restores, and says what', async () => {
  const backup = await run('backup', 'b.tar.gz', '--data-dir', 'data')
  const restored = await run('restore', 'b.tar.gz', '--data-dir', 'new')

  expect(backup).toEqual({ exitCode: 0, told: 'b.tar.gz holds clouds.json.\n' })
  expect(restored.exitCode).toBe(0)
  expect(restored.told).toMatch(/^Restored: clouds\.json\. What was there before is in .*before-restore-/)
  expect(await readFile(join(dir, 'new', 'clouds.json'), 'utf8')).toBe('{"version":2,"clouds":[]}')
})

test('leaves a folder alone that the app is using', async () => {
  const lock = await lockDataDir(join(dir, 'data'), () => {})

  const refused = await run('backup', 'b.tar.gz', '--data-dir', 'data')

  await lock.release()
  expect(refused.exitCode).toBe(1)
  expect(refused.told).toContain('data')
})

test('says in one line what is no backup', async () => {
  await writeFile(join(dir, 'b.tar.gz'), 'hello')

  const refused = await run('restore', 'b.tar.gz', '--data-dir', 'data')

  expect(refused.exitCode).toBe(7)
  expect(refused.told).toMatch(/^arclight: b\.tar\.gz is no backup .*\n$/)
})

async function run(...args: string[]): Promise<{ exitCode: number; told: string }> {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()]
  const told = text(stderr)
  const exitCode = await runCli({
    args,
    env: {},
    cwd: dir,
    home: dir,
    streams: { stdin, stdout, stderr } as never,
    signal: new AbortController().signal,
    appDir: join(import.meta.dirname, '..', '..'),
    serve: () => Promise.resolve(),
  })
  stderr.end()
  return { exitCode, told: await told }
}
