import * as z from 'zod'

import { keyStoreKind } from './app-info.ts'

/** Where secrets are kept, and whether they can be read now. */
export const vaultStatus = z.object({
  kind: keyStoreKind,
  state: z.enum(['open', 'locked']),
  /** A passphrase could guard a file instead of what there is now. */
  canCreate: z.boolean(),
})
export type VaultStatus = z.infer<typeof vaultStatus>

/** In characters: long enough that guessing costs more than it brings. */
export const newPassphraseLength = 8
export const newPassphrase = z.string().min(newPassphraseLength).max(1000)
