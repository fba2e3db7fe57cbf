import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { createFileRegistry } from '../files/create-file-registry.ts'
import { openVault } from '../vault/create-vault.ts'
import { createMemoryKeyStore, type KeyStore } from '../vault/key-store.ts'
import { createDamagedFiles } from '../data-dir/damaged-files.ts'
import { createBackups } from './create-backups.ts'
import { readBackup } from './read-backup.ts'
import { finishRestore, stageRestore } from './restore-backup.ts'
import { type ArchivedFile, packTar, unpackTar } from './tar.ts'
import { writeBackup } from './write-backup.ts'

const registry = createFileRegistry()
/** Each passphrase costs a second of guessing. */
const slow = { timeout: 120_000 }
const passphrase = 'correct horse battery'
const never = new AbortController().signal
const receipt = 'transfers/receipts/8f6d7f0e-1111-4222-8333-444455556666.json'
const about = { format: 'arclight-backup', version: 1, madeAt: '2026-01-01T00:00:00Z', app: '1' }

let dir: string
let from: string
let to: string
let path: string

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'arclight-backup-'))
  from = join(dir, 'from')
  to = join(dir, 'to')
  path = join(dir, 'backup.tar.gz')
  await put(from, { 'clouds.json': '{"clouds":1}', [receipt]: '{"a":1}', 'vault.json': 'sealed' })
  await put(from, { 'history/history.jsonl': 'x'.repeat(100_000), 'bodies/e1': 'not kept', lock: 'not kept' })
  await mkdir(to)
})
afterEach(() => rm(dir, { recursive: true }))

test('brings everything that is kept into another folder, without the vault', async () => {
  const names = await back(false)
  await stage()
  await finishRestore(to, () => 0)

  expect(names).toEqual(['clouds.json', 'history/history.jsonl', receipt])
  expect(await filesIn(to)).toEqual(names.toSorted())
  for (const name of names)
    expect(await readFile(join(to, name), 'utf8')).toBe(await readFile(join(from, name), 'utf8'))
})

test('takes the vault along as it is sealed, when asked', async () => {
  expect(await back(true)).toContain('vault.json')
})

test(
  'seals the passwords under a passphrase, which becomes that of the vault where there is no key store',
  slow,
  async () => {
    const { path: file, hidden } = await sealed()
    const backups = backupsOf(createMemoryKeyStore())
    const { handle } = await registry.addPath(file, never)

    const report = await backups.read(handle, never)
    const wrong = await backups
      .restore({ file: handle, passphrase: 'not this one' }, never)
      .catch((e: unknown) => e)
    const untouched = await readdir(to)
    await backups.restore({ file: handle, passphrase }, never)
    await finishRestore(to, () => 0)

    expect(report).toMatchObject({ hasSecrets: true, app: '1', madeAt: '1970-01-01T00:00:00.000Z' })
    expect(wrong).toMatchObject({ code: 'BACKUP_UNREADABLE', data: { reason: 'wrong-passphrase' } })
    expect(untouched).toEqual([])
    expect(gunzipSync(await readFile(file)).includes(hidden)).toBe(false)
    const damaged = createDamagedFiles({ now: () => 0, log: () => {} })
    const vault = await openVault({ platform: createMemoryKeyStore(), path: join(to, 'vault.json'), damaged })
    await vault.unlock(passphrase, never)
    expect(await vault.keyStore.get('cloud/1')).toBe(hidden)
  },
)

test('puts the passwords into the key store of the platform, if they are wanted', slow, async () => {
  const { path: file, hidden } = await sealed()
  const keyStore: KeyStore = { ...createMemoryKeyStore(), kind: 'system' }
  const { handle } = await registry.addPath(file, never)

  const without = await backupsOf(keyStore).restore({ file: handle, passphrase: null }, never)
  const leftOut = await keyStore.get('cloud/1')
  await backupsOf(keyStore).restore({ file: handle, passphrase }, never)

  expect(without).not.toContain('vault.json')
  expect(leftOut).toBeNull()
  expect(await keyStore.get('cloud/1')).toBe(hidden)
  expect(await readdir(join(to, 'restore'))).not.toContain('vault.json')
})

test('keeps what was there before, and what the backup does not have', async () => {
  await put(to, { 'clouds.json': 'mine', 'settings.json': 'mine too' })
  await back(false)

  await stage()
  const before = await finishRestore(to, () => 0)

  expect(before).toBe(join(to, 'before-restore-1970-01-01T00-00-00-000Z'))
  expect(await readFile(join(before!, 'clouds.json'), 'utf8')).toBe('mine')
  expect(await readFile(join(to, 'settings.json'), 'utf8')).toBe('mine too')
  expect(await finishRestore(to, () => 0)).toBeNull()
})

test('a restore that was killed half way is finished by the next start', async () => {
  await back(false)
  await stage()
  // As if it had been killed after the first file.
  await put(to, { 'clouds.json': await readFile(join(to, 'restore/clouds.json'), 'utf8') })
  await rm(join(to, 'restore/clouds.json'))

  await finishRestore(to, () => 0)

  expect(await filesIn(to)).toEqual(['clouds.json', 'history/history.jsonl', receipt].toSorted())
})

test('one that was killed while it was laid ready changes nothing', async () => {
  await put(to, { 'clouds.json': 'mine', 'restore.part/clouds.json': 'half' })

  expect(await finishRestore(to, () => 0)).toBeNull()
  expect(await readFile(join(to, 'clouds.json'), 'utf8')).toBe('mine')
})

test('writes over no file', async () => {
  await back(false)

  await expect(back(false)).rejects.toMatchObject({ code: 'FILE_EXISTS', data: { name: 'backup.tar.gz' } })
})

test.each([
  ['no archive at all', Buffer.from('hello'), 'damaged'],
  ['an archive of something else', archive([named('a', 'b')]), 'damaged'],
  ['a cut one', archive([named('backup.json', JSON.stringify(about))]).subarray(0, 40), 'damaged'],
  ['one of a later version', ofVersion(2, []), 'later-version'],
  ['one with a name that leaves the folder', ofVersion(1, [named('../evil', 'x')]), 'odd-names'],
  ['one with an absolute name', ofVersion(1, [named('/etc/evil', 'x')]), 'odd-names'],
  ['one with a name that is not kept', ofVersion(1, [named('lock.owner', 'x')]), 'odd-names'],
  [
    'one with a name twice',
    ofVersion(1, [named('clouds.json', 'a'), named('clouds.json', 'b')]),
    'odd-names',
  ],
  ['a link', gzipSync(asLink(packTar([named('backup.json', JSON.stringify(about))]))), 'damaged'],
  ['a bomb', gzipSync(Buffer.alloc(600 * 1024 * 1024)), 'too-large'],
])('refuses %s, and changes nothing', async (_, bytes, reason) => {
  await writeFile(path, bytes)

  await expect(stage()).rejects.toMatchObject({
    code: 'BACKUP_UNREADABLE',
    data: { name: 'backup.tar.gz', reason },
  })
  expect(await readdir(to)).toEqual([])
  expect((await readdir(dir)).toSorted()).toEqual(['backup.tar.gz', 'from', 'to'])
})

test('packs what it can unpack, of any size', () => {
  const files = [0, 1, 511, 512, 513, 100_000].map((size) => named(`f${size}`, 'y'.repeat(size)))

  expect(unpackTar(packTar(files))).toEqual(files)
})

function back(withVault: boolean): Promise<string[]> {
  const secrets = withVault ? 'vault' : 'none'
  return writeBackup({ dataDir: from, path, secrets, app: '1', now: () => 0 }, never)
}

async function stage(): Promise<string[]> {
  const { files } = await readBackup(path, never)
  return await stageRestore(to, files, never)
}

/** A backup with the secrets of another machine's key store. */
async function sealed(): Promise<{ path: string; hidden: string }> {
  const keyStore = createMemoryKeyStore()
  const hidden = 'p4ssw0rd-of-the-cloud'
  await keyStore.set('cloud/1', hidden)
  const parts = { dataDir: from, downloadsDir: dir, version: '1', keyStore, files: registry, now: () => 0 }
  return { path: (await createBackups(parts).write({ secrets: { passphrase } }, never)).path, hidden }
}

function backupsOf(keyStore: KeyStore) {
  const place = { dataDir: to, downloadsDir: dir, version: '1' }
  return createBackups({ ...place, keyStore, files: registry, now: () => 0 })
}

function named(name: string, text: string): ArchivedFile {
  return { name, bytes: Buffer.from(text) }
}

function archive(files: ArchivedFile[]): Buffer {
  return gzipSync(packTar(files))
}

function ofVersion(version: number, files: ArchivedFile[]): Buffer {
  return archive([named('backup.json', JSON.stringify({ ...about, version })), ...files])
}

/** Turns the first file into a symbolic link, with the sum put right. */
function asLink(tar: Buffer): Buffer {
  tar[156] = 0x32
  const sum = Number.parseInt(tar.toString('latin1', 148, 154), 8) + 2
  tar.write(sum.toString(8).padStart(6, '0'), 148, 'latin1')
  return tar
}

async function put(root: string, files: Record<string, string>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(root, name, '..'), { recursive: true })
    await writeFile(join(root, name), text)
  }
}

async function filesIn(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  return files.map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1)).toSorted()
}
