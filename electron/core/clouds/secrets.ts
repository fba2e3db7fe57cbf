import type { KeyStore } from '../vault/key-store.ts'
import type { CloudRecord } from './cloud-store.ts'

/** Whose secret it is, and where that one may be sent. */
export type SecretOwner = Pick<CloudRecord, 'id' | 'settings'>

/**
 * The password, token or application credential secret of each cloud, in the key store under
 * `cloud/<id>@<origin of the auth URL>`: whatever changes a cloud's address, its secret is not found for another one.
 */
export interface Secrets {
  find(owner: SecretOwner): Promise<string | null>
  keep(owner: SecretOwner, secret: string): Promise<void>
  forget(owner: SecretOwner): Promise<void>
}

export function createSecrets(keyStore: KeyStore): Secrets {
  return {
    find: (owner) => keyStore.get(secretName(owner)),
    keep: (owner, secret) => keyStore.set(secretName(owner), secret),
    forget: (owner) => keyStore.delete(secretName(owner)),
  }
}

/** Another name means another address, scheme and port included. */
export function secretName({ id, settings }: SecretOwner): string {
  return `cloud/${id}@${new URL(settings.authUrl).origin}`
}
