import * as z from 'zod'

import { newPassphrase } from './vault.ts'

/** What becomes of the passwords in a backup: left out, the vault's file as it is, or sealed under a new passphrase. */
export const backupSecrets = z.union([z.literal(['none', 'vault']), z.object({ passphrase: newPassphrase })])
export type BackupSecrets = z.infer<typeof backupSecrets>

/** What a backup says of itself. */
export const backupReport = z.object({
  /** ISO 8601, UTC. */
  madeAt: z.string(),
  app: z.string(),
  names: z.array(z.string()),
  sizeBytes: z.int(),
  /** Passwords, sealed under a passphrase. */
  hasSecrets: z.boolean(),
})
export type BackupReport = z.infer<typeof backupReport>
