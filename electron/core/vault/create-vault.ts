import { readFile, rm } from 'node:fs/promises'
import { basename, dirname } from 'node:path'

import { AppError } from '../../../shared/errors.ts'
import type { VaultStatus } from '../../../shared/model/vault.ts'
import type { DamagedFiles } from '../data-dir/damaged-files.ts'
import { parseAs } from '../data-dir/parse-as.ts'
import { syncDirectory } from '../data-dir/sync-directory.ts'
import { privateMode, writeDurably } from '../data-dir/write-durably.ts'
import type { KeyStore } from './key-store.ts'
import {
  deriveKey,
  type KeyDerivation,
  newDerivation,
  type SealedFile,
  seal,
  sealedFile,
  unseal,
} from './sealed-file.ts'

/** Where the app's secrets are. A platform's own key store is used as it is; elsewhere a passphrase can guard a file. */
export interface Vault {
  /** What the rest of the app uses. A locked vault throws VAULT_LOCKED. */
  readonly keyStore: KeyStore
  status(): VaultStatus
  /** Moves what is in memory into a new vault. Throws VAULT_EXISTS, or VAULT_NOT_USED where the platform has a store. */
  create(passphrase: string, signal: AbortSignal): Promise<void>
  /** Throws WRONG_PASSPHRASE. */
  unlock(passphrase: string, signal: AbortSignal): Promise<void>
  /** Forgets the key and every secret that is in memory. */
  lock(): Promise<void>
  /** Throws WRONG_PASSPHRASE, and changes nothing then. */
  changePassphrase(input: { old: string; new: string }, signal: AbortSignal): Promise<void>
  /** Destroys every secret, whether or not somebody knows the passphrase. */
  wipe(): Promise<void>
  /** Calls whenever it was locked or wiped: who has a secret of it in memory forgets it, too. */
  onForget(listener: () => void): void
}

type State =
  | { kind: 'none'; secrets: Map<string, string> }
  | { kind: 'locked'; sealed: SealedFile }
  | { kind: 'open'; secrets: Map<string, string>; key: Buffer; kdf: KeyDerivation }

/** Opens the vault at `path` locked, if there is one. A file that is no vault is set aside. Throws FILE_UNREADABLE. */
export async function openVault(parts: {
  platform: KeyStore
  path: string
  damaged: Pick<DamagedFiles, 'setAside'>
}): Promise<Vault> {
  if (parts.platform.kind === 'system') return platformVault(parts.platform)
  return new FileVault(parts.platform, parts.path, await readSealed(parts))
}

class FileVault implements Vault {
  readonly keyStore: KeyStore
  readonly #platform: KeyStore
  readonly #path: string
  #state: State
  #last: Promise<unknown> = Promise.resolve()
  readonly #listeners: (() => void)[] = []

  constructor(platform: KeyStore, path: string, sealed: SealedFile | null) {
    this.#platform = platform
    this.#path = path
    this.#state = sealed ? { kind: 'locked', sealed } : { kind: 'none', secrets: new Map() }
    const kind = () => this.status().kind
    this.keyStore = {
      get kind() {
        return kind()
      },
      get: async (name) => this.#secrets().get(name) ?? null,
      all: async () => new Map(this.#secrets()),
      set: (name, secret) => this.#change((secrets) => secrets.set(name, secret)),
      delete: (name) => this.#change((secrets) => secrets.delete(name)),
    }
  }

  status(): VaultStatus {
    if (this.#state.kind === 'none') return { kind: this.#platform.kind, state: 'open', canCreate: true }
    return { kind: 'passphrase', state: this.#state.kind, canCreate: false }
  }

  create(passphrase: string, signal: AbortSignal): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#state.kind !== 'none') throw new AppError('VAULT_EXISTS', {})
      await this.#rekey(this.#state.secrets, passphrase, signal)
    })
  }

  unlock(passphrase: string, signal: AbortSignal): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#state.kind !== 'locked') return
      this.#state = await openSealed(this.#state.sealed, passphrase, signal)
    })
  }

  lock(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#state.kind !== 'open') return
      const { secrets, key, kdf } = this.#state
      this.#state = { kind: 'locked', sealed: seal(secrets, key, kdf) }
      key.fill(0)
      secrets.clear()
      this.#tellForgotten()
    })
  }

  changePassphrase(input: { old: string; new: string }, signal: AbortSignal): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#state.kind === 'none') throw new AppError('VAULT_NOT_USED', {})
      const sealed =
        this.#state.kind === 'locked'
          ? this.#state.sealed
          : seal(this.#state.secrets, this.#state.key, this.#state.kdf)
      const { secrets } = await openSealed(sealed, input.old, signal)
      await this.#rekey(secrets, input.new, signal)
    })
  }

  wipe(): Promise<void> {
    return this.#inTurn(async () => {
      await rm(this.#path, { force: true })
      await syncDirectory(dirname(this.#path))
      if (this.#state.kind === 'open') this.#state.key.fill(0)
      this.#state = { kind: 'none', secrets: new Map() }
      this.#tellForgotten()
    })
  }

  onForget(listener: () => void): void {
    this.#listeners.push(listener)
  }

  #tellForgotten(): void {
    for (const listener of this.#listeners) listener()
  }

  async #rekey(secrets: Map<string, string>, passphrase: string, signal: AbortSignal): Promise<void> {
    const kdf = newDerivation()
    const key = await deriveKey(passphrase, kdf)
    signal.throwIfAborted()
    await save(this.#path, seal(secrets, key, kdf))
    this.#state = { kind: 'open', secrets, key, kdf }
  }

  /** On disk before anybody can see it. */
  #change(change: (secrets: Map<string, string>) => unknown): Promise<void> {
    return this.#inTurn(async () => {
      const changed = new Map(this.#secrets())
      change(changed)
      if (this.#state.kind === 'open') await save(this.#path, seal(changed, this.#state.key, this.#state.kdf))
      this.#state = { ...this.#state, secrets: changed } as State
    })
  }

  #secrets(): Map<string, string> {
    if (this.#state.kind === 'locked') throw new AppError('VAULT_LOCKED', {})
    return this.#state.secrets
  }

  #inTurn(action: () => Promise<void>): Promise<void> {
    const turn = this.#last.then(action)
    this.#last = turn.catch(() => undefined)
    return turn
  }
}

function platformVault(keyStore: KeyStore): Vault {
  return {
    keyStore,
    status: () => ({ kind: keyStore.kind, state: 'open', canCreate: false }),
    create: refuse,
    unlock: refuse,
    lock: refuse,
    changePassphrase: refuse,
    wipe: refuse,
    onForget: () => {},
  }
}

async function openSealed(sealed: SealedFile, passphrase: string, signal: AbortSignal) {
  const key = await deriveKey(passphrase, sealed.kdf)
  signal.throwIfAborted()
  const secrets = unseal(sealed, key)
  if (!secrets) throw new AppError('WRONG_PASSPHRASE', {})
  return { kind: 'open', secrets, key, kdf: sealed.kdf } as const
}

async function readSealed({ path, damaged }: Parameters<typeof openVault>[0]): Promise<SealedFile | null> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return null
    throw new AppError(
      'FILE_UNREADABLE',
      { name: basename(path), detail: code ?? 'unknown' },
      { cause: error },
    )
  }
  const sealed = parseAs(sealedFile, text)
  if (sealed) return sealed
  damaged.setAside(path, null)
  return null
}

async function save(path: string, sealed: SealedFile): Promise<void> {
  await writeDurably(path, `${JSON.stringify(sealed)}\n`, privateMode)
}

function refuse(): Promise<never> {
  return Promise.reject(new AppError('VAULT_NOT_USED', {}))
}
