import type { KeyStore } from '../vault/key-store.ts'

/** The password, token or application credential secret of each cloud, in the key store under `cloud/<id>`. */
export interface Secrets {
  find(cloudId: string): Promise<string | null>
  keep(cloudId: string, secret: string): Promise<void>
  forget(cloudId: string): Promise<void>
}

export function createSecrets(keyStore: KeyStore): Secrets {
  return {
    find: (cloudId) => keyStore.get(nameOf(cloudId)),
    keep: (cloudId, secret) => keyStore.set(nameOf(cloudId), secret),
    forget: (cloudId) => keyStore.delete(nameOf(cloudId)),
  }
}

function nameOf(cloudId: string): string {
  return `cloud/${cloudId}`
}
