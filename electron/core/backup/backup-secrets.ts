import { AppError } from '../../../shared/errors.ts'
import { parseAs } from '../data-dir/parse-as.ts'
import type { KeyStore } from '../vault/key-store.ts'
import { deriveKey, newDerivation, seal, sealedFile, unseal } from '../vault/sealed-file.ts'
import { vaultName } from './backup-contents.ts'
import type { Backup } from './read-backup.ts'
import type { ArchivedFile } from './tar.ts'

/** Every secret of a key store in the form of a vault, under a passphrase of its own. Throws VAULT_LOCKED. */
export async function sealSecrets(
  keyStore: Pick<KeyStore, 'all'>,
  passphrase: string,
): Promise<ArchivedFile> {
  const secrets = await keyStore.all()
  const kdf = newDerivation()
  const key = await deriveKey(passphrase, kdf)
  try {
    return { name: vaultName, bytes: Buffer.from(`${JSON.stringify(seal(secrets, key, kdf))}\n`) }
  } finally {
    key.fill(0)
  }
}

export function hasSecrets({ files }: Backup): boolean {
  return files.some(({ name }) => name === vaultName)
}

/**
 * The files of a backup that are to be put in place. Without a passphrase, no passwords are among them. With the right
 * one they go into the platform's own key store where there is one; elsewhere the sealed file is the vault that this
 * passphrase opens. Throws BACKUP_UNREADABLE, and has written nothing then.
 */
export async function filesToRestore(
  { name: archive, files }: Backup,
  passphrase: string | null,
  keyStore: Pick<KeyStore, 'kind' | 'set'>,
): Promise<readonly ArchivedFile[]> {
  const others = files.filter(({ name }) => name !== vaultName)
  const sealed = files.find(({ name }) => name === vaultName)
  if (!sealed || passphrase === null) return others
  const secrets = await openSecrets(sealed, passphrase)
  if (!secrets) throw new AppError('BACKUP_UNREADABLE', { name: archive, reason: 'wrong-passphrase' })
  if (keyStore.kind !== 'system') return files
  for (const [name, secret] of secrets) await keyStore.set(name, secret)
  return others
}

async function openSecrets({ bytes }: ArchivedFile, passphrase: string) {
  const sealed = parseAs(sealedFile, bytes.toString('utf8'))
  return sealed ? unseal(sealed, await deriveKey(passphrase, sealed.kdf)) : null
}
