import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { AppError } from '../../../shared/errors.ts'
import { type TransferReceipt, transferReceipt } from '../../../shared/model/transfer-receipt.ts'

import { privateMode, writeDurably } from '../data-dir/write-durably.ts'

/** One JSON file for each transfer that is over. They outlive the list: what was proven stays proven. */
export interface Receipts {
  save(receipt: TransferReceipt): Promise<void>
  /** Throws TRANSFER_UNKNOWN. */
  read(transferId: string, signal: AbortSignal): Promise<TransferReceipt>
}

export function createReceipts(dir: string): Receipts {
  return {
    async save(receipt) {
      await mkdir(dir, { recursive: true, mode: 0o700 })
      await writeDurably(
        pathOf(receipt.transferId),
        `${JSON.stringify({ version: 1, ...receipt }, null, 2)}\n`,
        privateMode,
      )
    },
    async read(transferId, signal) {
      // An id that came from outside becomes part of a path.
      if (!/^[0-9a-f-]{36}$/.test(transferId)) throw new AppError('TRANSFER_UNKNOWN', { transferId })
      const text = await readFile(pathOf(transferId), { encoding: 'utf8', signal }).catch(
        (error: unknown) => {
          signal.throwIfAborted()
          throw new AppError('TRANSFER_UNKNOWN', { transferId }, { cause: error })
        },
      )
      return transferReceipt.parse(JSON.parse(text))
    },
  }

  function pathOf(transferId: string): string {
    return join(dir, `${transferId}.json`)
  }
}
