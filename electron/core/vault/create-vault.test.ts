import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { createDamagedFiles } from '../data-dir/damaged-files.ts'
import { openVault, type Vault } from './create-vault.ts'
import { createMemoryKeyStore, type KeyStore } from './key-store.ts'

// Each passphrase is a second of work, and several of that on a machine that is busy.
vi.setConfig({ testTimeout: 120_000 })

let dir: string
let path: string

const never = new AbortController().signal
const passphrase = 'correct horse battery'
const secret = 'p4ssw0rd-of-the-cloud'

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'arclight-vault-'))
  path = join(dir, 'vault.json')
})
afterEach(() => rm(dir, { recursive: true }))

function open(platform: KeyStore = createMemoryKeyStore()): Promise<Vault> {
  const damaged = createDamagedFiles({ now: () => Date.UTC(2026, 0, 1), log: () => {} })
  return openVault({ platform, path, damaged })
}

test('keeps secrets in memory until there is a passphrase, and then over restarts', async () => {
  const vault = await open()
  await vault.keyStore.set('cloud/1', secret)
  expect(vault.status()).toEqual({ kind: 'memory', state: 'open', canCreate: true })
  expect(await readdir(dir)).toEqual([])

  await vault.create(passphrase, never)
  await vault.keyStore.set('cloud/2', 'another')

  const later = await open()
  expect(later.status()).toEqual({ kind: 'passphrase', state: 'locked', canCreate: false })
  await expect(later.keyStore.get('cloud/1')).rejects.toMatchObject({ code: 'VAULT_LOCKED' })
  await later.unlock(passphrase, never)
  expect(await later.keyStore.get('cloud/1')).toBe(secret)
  expect(await later.keyStore.get('cloud/2')).toBe('another')
})

test('writes neither a secret nor its name, in a file that only the owner may read', async () => {
  const vault = await open()
  await vault.create(passphrase, never)
  await vault.keyStore.set('cloud/of-mine', secret)

  const text = await readFile(path, 'utf8')

  for (const hidden of [secret, 'of-mine', passphrase]) expect(text).not.toContain(hidden)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
})

test('seals each version under a nonce of its own', async () => {
  const vault = await open()
  await vault.create(passphrase, never)
  const nonces = new Set<unknown>()
  for (const value of ['a', 'b', 'a']) {
    await vault.keyStore.set('cloud/1', value)
    nonces.add((JSON.parse(await readFile(path, 'utf8')) as { nonce: unknown }).nonce)
  }
  expect(nonces.size).toBe(3)
})

test('refuses a wrong passphrase, a changed file and a header that makes guessing cheaper', async () => {
  const vault = await open()
  await vault.create(passphrase, never)
  const sealed = JSON.parse(await readFile(path, 'utf8')) as { kdf: { N: number }; data: string }
  await vault.lock()
  await expect(vault.unlock('wrong horse', never)).rejects.toMatchObject({ code: 'WRONG_PASSPHRASE' })

  const spoiled = [
    { ...sealed, data: Buffer.from('other').toString('base64') },
    { ...sealed, kdf: { ...sealed.kdf, N: sealed.kdf.N / 2 } },
  ]
  for (const file of spoiled) {
    await writeFile(path, JSON.stringify(file))
    const opened = await open()
    await expect(opened.unlock(passphrase, never)).rejects.toMatchObject({ code: 'WRONG_PASSPHRASE' })
  }
})

test('changes the passphrase without losing a secret, and only for who knows the old one', async () => {
  const vault = await open()
  await vault.create(passphrase, never)
  await vault.keyStore.set('cloud/1', secret)

  const guess = vault.changePassphrase({ old: 'a wrong one', new: 'next passphrase' }, never)
  await expect(guess).rejects.toMatchObject({ code: 'WRONG_PASSPHRASE' })
  await vault.changePassphrase({ old: passphrase, new: 'next passphrase' }, never)

  const later = await open()
  await expect(later.unlock(passphrase, never)).rejects.toMatchObject({ code: 'WRONG_PASSPHRASE' })
  await later.unlock('next passphrase', never)
  expect(await later.keyStore.get('cloud/1')).toBe(secret)
})

test('a locked vault keeps nothing in memory that could be read, and opens again', async () => {
  const vault = await open()
  await vault.create(passphrase, never)
  await vault.keyStore.set('cloud/1', secret)

  await vault.lock()

  await expect(vault.keyStore.set('cloud/1', 'x')).rejects.toMatchObject({ code: 'VAULT_LOCKED' })
  await vault.unlock(passphrase, never)
  expect(await vault.keyStore.get('cloud/1')).toBe(secret)
})

test('a wipe leaves neither file nor secret', async () => {
  const vault = await open()
  await vault.create(passphrase, never)
  await vault.keyStore.set('cloud/1', secret)
  await vault.lock()

  await vault.wipe()

  expect(await readdir(dir)).toEqual([])
  expect(await vault.keyStore.get('cloud/1')).toBeNull()
  expect(vault.status().canCreate).toBe(true)
})

test('sets a file aside that is no vault, and starts without one', async () => {
  await writeFile(path, '{"format":"arclight-vault","version":1')

  const vault = await open()

  expect(vault.status().state).toBe('open')
  expect(await readdir(dir)).toEqual(['vault.json.damaged-2026-01-01T00-00-00-000Z'])
})

test('many changes at once all arrive', async () => {
  const vault = await open()
  await vault.create(passphrase, never)
  const names = Array.from({ length: 20 }, (_, at) => `cloud/${at}`)

  await Promise.all(names.map((name) => vault.keyStore.set(name, name)))
  await Promise.all(names.slice(10).map((name) => vault.keyStore.delete(name)))

  const later = await open()
  await later.unlock(passphrase, never)
  const kept = await Promise.all(names.map((name) => later.keyStore.get(name)))
  expect(kept).toEqual(names.map((name, at) => (at < 10 ? name : null)))
})

test('leaves a platform that has a key store of its own alone', async () => {
  const platform: KeyStore = { ...createMemoryKeyStore(), kind: 'system' }
  const vault = await open(platform)

  expect(vault.keyStore).toBe(platform)
  await expect(vault.create(passphrase, never)).rejects.toMatchObject({ code: 'VAULT_NOT_USED' })
})

test('tells who holds a secret of it when it was locked, and when it was wiped', async () => {
  const vault = await open()
  let told = 0
  vault.onForget(() => (told += 1))
  await vault.create(passphrase, never)
  expect(told).toBe(0)

  await vault.lock()
  expect(told).toBe(1)

  await vault.wipe()
  expect(told).toBe(2)
})
