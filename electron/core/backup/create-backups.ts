import { join } from 'node:path'

import type { Backups } from '../core.ts'
import type { FileRegistry } from '../files/file-registry.ts'
import type { KeyStore } from '../vault/key-store.ts'
import { filesToRestore, hasSecrets, sealSecrets } from './backup-secrets.ts'
import { readHeldBackup } from './read-backup.ts'
import { stageRestore } from './restore-backup.ts'
import { backupName, writeBackup } from './write-backup.ts'

export interface BackupParts {
  readonly dataDir: string
  readonly downloadsDir: string
  readonly version: string
  readonly keyStore: KeyStore
  readonly files: Pick<FileRegistry, 'find'>
  now(): number
}

/** Backups of the running app. */
export function createBackups(parts: BackupParts): Backups {
  const { dataDir, downloadsDir, version: app, keyStore, files, now } = parts
  return {
    async write({ secrets: asked }, signal) {
      const path = join(downloadsDir, backupName(now()))
      const secrets = typeof asked === 'string' ? asked : await sealSecrets(keyStore, asked.passphrase)
      return { path, names: await writeBackup({ dataDir, path, secrets, app, now }, signal) }
    },
    async read(file, signal) {
      const backup = await readHeldBackup(files.find(file), signal)
      return {
        madeAt: backup.about.madeAt,
        app: backup.about.app,
        names: backup.files.map(({ name }) => name),
        sizeBytes: backup.files.reduce((sum, { bytes }) => sum + bytes.length, 0),
        hasSecrets: hasSecrets(backup),
      }
    },
    async restore({ file, passphrase }, signal) {
      const backup = await readHeldBackup(files.find(file), signal)
      return await stageRestore(dataDir, await filesToRestore(backup, passphrase, keyStore), signal)
    },
  }
}
