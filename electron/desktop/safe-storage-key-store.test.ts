import { expect, test } from 'vitest'

import type { JsonFile } from '../core/data-dir/open-json-file.ts'
import { createSafeStorageKeyStore } from './safe-storage-key-store.ts'
import { createElectronStandIn, type StandInOptions } from './testing/electron-stand-in.ts'

test('keeps secrets encrypted, and finds them again', async () => {
  const file: JsonFile = { store: {} }
  const first = await openKeyStore(file)

  await first.set('cloud/lab', 'hunter2')
  await first.set('cloud/other', 'xyzzy')
  const second = await openKeyStore(file)

  expect(second.kind).toBe('system')
  expect(await second.get('cloud/lab')).toBe('hunter2')
  expect([...(await second.all())]).toEqual([
    ['cloud/lab', 'hunter2'],
    ['cloud/other', 'xyzzy'],
  ])
  expect(JSON.stringify(file.store)).not.toContain('hunter2')
  await second.delete('cloud/lab')
  expect(await second.get('cloud/lab')).toBeNull()
  expect(await second.get('cloud/other')).toBe('xyzzy')
})

test('asks again for what another key encrypted', async () => {
  const file: JsonFile = { store: { 'cloud/lab': Buffer.from('other:00').toString('base64'), odd: 7 } }
  const keyStore = await openKeyStore(file)

  expect(await keyStore.get('cloud/lab')).toBeNull()
  expect(await keyStore.get('odd')).toBeNull()
})

test.each([
  ['obscures only', { storageBackend: 'basic_text' }, 'basic-text'],
  ['cannot encrypt', { isEncryptionAvailable: false }, 'memory'],
] as const)('writes nothing where the platform %s, and says so', async (_what, options, kind) => {
  const file: JsonFile = { store: {} }
  const keyStore = await openKeyStore(file, options)

  await keyStore.set('cloud/lab', 'hunter2')

  expect(keyStore.kind).toBe(kind)
  expect(await keyStore.get('cloud/lab')).toBe('hunter2')
  expect(file.store).toEqual({})
})

function openKeyStore(file: JsonFile, options: StandInOptions = {}) {
  return createSafeStorageKeyStore(createElectronStandIn('/app', options).electron.safeStorage, file, 'linux')
}
