import type { SafeStorage } from 'electron'

import { createMemoryKeyStore, type KeyStore } from '../core/vault/key-store.ts'
import type { JsonFile } from '../core/data-dir/open-json-file.ts'

/**
 * Secrets in a file, encrypted with a key that the platform's own vault keeps.
 *
 * Where there is no vault (on Linux Electron then encrypts with a password that is the same everywhere) nothing is
 * written: secrets live as long as the process, and `kind` says so.
 */
export async function createSafeStorageKeyStore(
  safeStorage: SafeStorage,
  file: JsonFile,
  platform: NodeJS.Platform,
): Promise<KeyStore> {
  if (platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') {
    return { ...createMemoryKeyStore(), kind: 'basic-text' }
  }
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return createMemoryKeyStore()
  return {
    kind: 'system',
    async get(name) {
      const kept = file.store[name]
      return typeof kept === 'string' ? await decrypt(safeStorage, kept) : null
    },
    async all() {
      const kept = Object.entries(file.store)
      const secrets = await Promise.all(
        kept.map(async ([name, sealed]) => {
          const secret = typeof sealed === 'string' ? await decrypt(safeStorage, sealed) : null
          return secret === null ? [] : [[name, secret] as const]
        }),
      )
      return new Map(secrets.flat())
    },
    async set(name, secret) {
      const encrypted = await safeStorage.encryptStringAsync(secret)
      file.store = { ...file.store, [name]: encrypted.toString('base64') }
    },
    async delete(name) {
      const { [name]: _gone, ...rest } = file.store
      file.store = rest
    },
  }
}

/** Null for what another key encrypted: the vault was reset, so the operator is asked again. */
async function decrypt(safeStorage: SafeStorage, kept: string): Promise<string | null> {
  try {
    return (await safeStorage.decryptStringAsync(Buffer.from(kept, 'base64'))).result
  } catch {
    return null
  }
}
