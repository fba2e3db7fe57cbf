import { join } from 'node:path'

import type { DamagedFiles } from '../data-dir/damaged-files.ts'
import { createTransfers, type TransferManager, type TransferManagerPorts } from './create-transfers.ts'
import { createHashPool } from './hashing/hash-pool.ts'
import { openJournal } from './open-journal.ts'
import { openLimits } from './open-limits.ts'
import { createReceipts } from './receipts.ts'

type OpenPorts = Omit<TransferManagerPorts, 'hashing' | 'journal' | 'limits' | 'receipts'> & {
  /** Where the journal, the limits and the receipts are kept. */
  readonly dir: string
  readonly damaged: Pick<DamagedFiles, 'setAside'>
}

/** Transfers as the last process left them: what had not ended goes on. */
export async function openTransfers({ dir, damaged, ...ports }: OpenPorts): Promise<TransferManager> {
  const journal = await openJournal(join(dir, 'journal.jsonl'), damaged)
  const limits = await openLimits(join(dir, 'limits.json'), damaged)
  const receipts = createReceipts(join(dir, 'receipts'))
  return createTransfers({ ...ports, hashing: createHashPool(), journal, limits, receipts })
}
