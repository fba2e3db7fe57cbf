import type { KeyStoreKind } from '../../../shared/model/app-info.ts'

/** Where secrets are kept between runs. A shell gives the one its platform has. */
export interface KeyStore {
  readonly kind: KeyStoreKind
  get(name: string): Promise<string | null>
  /** Every secret by its name, for a backup that is sealed. */
  all(): Promise<ReadonlyMap<string, string>>
  set(name: string, secret: string): Promise<void>
  delete(name: string): Promise<void>
}

/** Keeps secrets until the process ends, for a platform that has no better place. */
export function createMemoryKeyStore(): KeyStore {
  const secrets = new Map<string, string>()
  return {
    kind: 'memory',
    get: async (name) => secrets.get(name) ?? null,
    all: async () => new Map(secrets),
    set: async (name, secret) => void secrets.set(name, secret),
    delete: async (name) => void secrets.delete(name),
  }
}
