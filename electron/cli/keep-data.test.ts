import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { sealSecrets } from '../core/backup/backup-secrets.ts'
import { writeBackup } from '../core/backup/write-backup.ts'
import { lockDataDir } from '../core/data-dir/lock-data-dir.ts'
import { createMemoryKeyStore } from '../core/vault/key-store.ts'
import { runCli } from './run-cli.ts'

const signal = new AbortController().signal

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

test('asks for the passphrase of what is sealed, and writes nothing for a wrong one', {
  timeout: 120_000,
}, async () => {
  const keyStore = createMemoryKeyStore()
  await keyStore.set('cloud/1', 'secret')
  const secrets = await sealSecrets(keyStore, 'right passphrase')
  const path = join(dir, 'b.tar.gz')
  await writeBackup({ dataDir: join(dir, 'data'), path, secrets, app: '1', now: () => 0 }, signal)
  const restore = ['restore', 'b.tar.gz', '--data-dir', 'new']

  const unasked = await run(...restore)
  const wrong = await runWith({ ARCLIGHT_BACKUP_PASSPHRASE: 'wrong' }, ...restore)
  const untouched = await readdir(join(dir, 'new'))
  const right = await runWith({ ARCLIGHT_BACKUP_PASSPHRASE: 'right passphrase' }, ...restore)
  const without = await run(...restore, '--no-secrets')

  expect(unasked).toMatchObject({ exitCode: 2, told: expect.stringContaining('ARCLIGHT_BACKUP_PASSPHRASE') })
  expect(wrong.exitCode).toBe(7)
  expect(wrong.told).toMatch(/^arclight: The passwords in b\.tar\.gz do not open with this passphrase/)
  expect(untouched).toEqual([])
  expect(right.told).toContain('clouds.json, vault.json')
  expect(without.told).toMatch(/^Restored: clouds\.json\./)
})

test('says in one line what is no backup', async () => {
  await writeFile(join(dir, 'b.tar.gz'), 'hello')

  const refused = await run('restore', 'b.tar.gz', '--data-dir', 'data')

  expect(refused.exitCode).toBe(7)
  expect(refused.told).toMatch(/^arclight: b\.tar\.gz is no backup .*\n$/)
})

async function run(...args: string[]) {
  return await runWith({}, ...args)
}

async function runWith(
  env: NodeJS.ProcessEnv,
  ...args: string[]
): Promise<{ exitCode: number; told: string }> {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()]
  const told = text(stderr)
  const exitCode = await runCli({
    args,
    env,
    cwd: dir,
    home: dir,
    streams: { stdin, stdout, stderr } as never,
    signal,
    appDir: join(import.meta.dirname, '..', '..'),
    serve: () => Promise.resolve(),
  })
  stderr.end()
  return { exitCode, told: await told }
}
