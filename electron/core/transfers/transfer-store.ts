import type { Transfer, TransferEvent } from '../../../shared/model/transfer.ts'
import type { Journal } from './open-journal.ts'
import { createTransferList } from './transfer-list.ts'
import type { TransferRecord } from './transfer-record.ts'

type Behind = Omit<TransferRecord, 'transfer'>

/** Every transfer, told to those who watch and kept in the journal. */
export interface TransferStore {
  watch(signal: AbortSignal): AsyncGenerator<TransferEvent, void>
  /** Throws TRANSFER_UNKNOWN. */
  get(transferId: string): TransferRecord
  all(): Iterable<TransferRecord>
  /** Whether the half file of another transfer that can go on is there, or is to be there. */
  isPartOfAnother(path: string, transferId: string | null): boolean
  /** What may be forgotten in a crash: progress. */
  tell(transferId: string, changes: Partial<Transfer>): Transfer
  /** What must not. Told at once; resolves when durable. */
  keep(transferId: string, changes: Partial<Transfer>, behind?: Partial<Behind>): Promise<void>
  add(record: TransferRecord): Promise<void>
  remove(transferId: string): Promise<void>
  close(): Promise<void>
}

const done: ReadonlySet<Transfer['state']> = new Set(['verified', 'unverified', 'cancelled'])

export function createTransferStore(journal: Journal): TransferStore {
  const list = createTransferList()
  const behind = new Map<string, Behind>()
  for (const record of journal.records) take(record)

  return {
    watch: (signal) => list.watch(signal),
    get,
    *all() {
      for (const transferId of behind.keys()) yield get(transferId)
    },
    isPartOfAnother(path, transferId) {
      // What is behind a transfer that is done is read only when somebody asks: nothing here does.
      const others = [...behind.keys()].filter((id) => id !== transferId && !done.has(list.get(id).state))
      return others.some((id) => behind.get(id)?.notes.part?.path === path)
    },
    tell: (transferId, changes) => list.change(transferId, changes),
    keep(transferId, changes, behindChanges = {}) {
      const transfer = list.change(transferId, changes)
      const kept = { ...behind.get(transferId)!, ...behindChanges }
      behind.set(transferId, kept)
      return journal.put({ ...kept, transfer })
    },
    add(record) {
      take(record)
      return journal.put(record)
    },
    remove(transferId) {
      list.remove(transferId)
      behind.delete(transferId)
      return journal.remove(transferId)
    },
    async close() {
      list.close()
      await journal.close()
    },
  }

  function get(transferId: string): TransferRecord {
    const transfer = list.get(transferId)
    return { ...behind.get(transferId)!, transfer }
  }

  /** As it is: what is behind a finished transfer is read when somebody asks. */
  function take(record: TransferRecord) {
    behind.set(record.transfer.id, record)
    list.add(record.transfer)
  }
}
