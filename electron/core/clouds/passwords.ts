import type { KeyStore } from '../vault/key-store.ts'

/** The passwords of clouds in the key store, under `cloud/<id>`. */
export interface Passwords {
  find(cloudId: string): Promise<string | null>
  keep(cloudId: string, password: string): Promise<void>
  forget(cloudId: string): Promise<void>
}

export function createPasswords(keyStore: KeyStore): Passwords {
  return {
    find: (cloudId) => keyStore.get(nameOf(cloudId)),
    keep: (cloudId, password) => keyStore.set(nameOf(cloudId), password),
    forget: (cloudId) => keyStore.delete(nameOf(cloudId)),
  }
}

function nameOf(cloudId: string): string {
  return `cloud/${cloudId}`
}
