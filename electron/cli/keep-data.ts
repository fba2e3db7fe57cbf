import { mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'

import { filesToRestore, hasSecrets, sealSecrets } from '../core/backup/backup-secrets.ts'
import { finishRestore, stageRestore } from '../core/backup/restore-backup.ts'
import { readBackup } from '../core/backup/read-backup.ts'
import { type BackupOrder, writeBackup } from '../core/backup/write-backup.ts'
import { dataHome } from '../core/data-dir/data-home.ts'
import { lockDataDir } from '../core/data-dir/lock-data-dir.ts'
import { createMemoryKeyStore } from '../core/vault/key-store.ts'
import { openKeyringKeyStore } from '../core/vault/keyring-key-store.ts'
import type { CommandContext } from './command-context.ts'
import { CommandProblem } from './command-problem.ts'
import { exitCodes } from './exit-code.ts'

export interface DataOptions {
  readonly dataDir?: string
}

/** `arclight backup FILE`: what the served app keeps, as one file. No app may be running on it. */
export async function backUp(
  context: CommandContext,
  file: string,
  options: DataOptions & { readonly withSecrets: boolean; readonly app: string },
): Promise<void> {
  const { cwd, signal, terminal, language } = context
  await onData(context, options, async (dataDir) => {
    const { withSecrets, app } = options
    const keyring = withSecrets ? await openKeyringKeyStore() : null
    const sealed = keyring && (await sealSecrets(keyring, await passphraseOf(context)))
    // Where there is no keyring, what is kept at all is in the vault, sealed already.
    const secrets: BackupOrder['secrets'] = sealed ?? (withSecrets ? 'vault' : 'none')
    const order = { dataDir, path: resolve(cwd, file), secrets, app, now: Date.now }
    const names = await writeBackup(order, signal)
    terminal.tell(language.words.backedUp(file, names))
  })
}

/** `arclight restore FILE`: puts a backup in place, and what was there aside. */
export async function restore(
  context: CommandContext,
  file: string,
  options: DataOptions & { readonly secrets: boolean },
): Promise<void> {
  const { cwd, signal, terminal, language } = context
  await onData(context, options, async (dataDir) => {
    const backup = await readBackup(resolve(cwd, file), signal)
    const passphrase = options.secrets && hasSecrets(backup) ? await passphraseOf(context) : null
    const keyStore = (await openKeyringKeyStore()) ?? createMemoryKeyStore()
    const names = await stageRestore(dataDir, await filesToRestore(backup, passphrase, keyStore), signal)
    const before = await finishRestore(dataDir, Date.now)
    terminal.tell(language.words.restored(names, before ?? dataDir))
  })
}

const passphraseName = 'ARCLIGHT_BACKUP_PASSPHRASE'

async function passphraseOf({ env, terminal, language, signal }: CommandContext): Promise<string> {
  const given = env[passphraseName] ?? ''
  if (given !== '') return given
  if (!terminal.canAsk)
    throw new CommandProblem('OPTION_INVALID', exitCodes.usage, (words) =>
      words.variableMissing(passphraseName),
    )
  return await terminal.askSecret(language.words.backupPassphrase, signal)
}

/** While this runs, no other process has the folder. */
async function onData(
  { cwd, home, env, terminal }: CommandContext,
  options: DataOptions,
  action: (dataDir: string) => Promise<void>,
): Promise<void> {
  const dataDir =
    options.dataDir === undefined
      ? dataHome({ home, xdgDataHome: env.XDG_DATA_HOME })
      : resolve(cwd, options.dataDir)
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const lock = await lockDataDir(dataDir, (line) => terminal.tell(`arclight: ${line}`))
  try {
    await action(dataDir)
  } finally {
    await lock.release()
  }
}
