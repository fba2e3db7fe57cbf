import type { KeyStore } from './key-store.ts'

const service = 'Arclight'

/**
 * The key store of the desktop session: Secret Service, Keychain or Credential Manager. Null where there is none that
 * answers, which is so on most servers.
 */
export async function openKeyringKeyStore(): Promise<KeyStore | null> {
  // Compiled code: a platform that it was not compiled for must not keep the shell from starting.
  const keyring = await import('@napi-rs/keyring').catch(() => null)
  if (!keyring) return null
  const { AsyncEntry, findCredentialsAsync } = keyring
  const keyStore: KeyStore = {
    kind: 'system',
    get: async (name) => (await new AsyncEntry(service, name).getPassword()) ?? null,
    all: async () =>
      new Map((await findCredentialsAsync(service)).map(({ account, password }) => [account, password])),
    set: (name, secret) => new AsyncEntry(service, name).setPassword(secret),
    delete: async (name) => void (await new AsyncEntry(service, name).deletePassword().catch(() => false)),
  }
  try {
    const proof = crypto.randomUUID()
    await keyStore.set(`probe/${proof}`, proof)
    const isKept = (await keyStore.get(`probe/${proof}`)) === proof
    await keyStore.delete(`probe/${proof}`)
    return isKept ? keyStore : null
  } catch {
    return null
  }
}
