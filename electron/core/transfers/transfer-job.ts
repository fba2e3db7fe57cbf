import type { Transfer } from '../../../shared/model/transfer.ts'
import type { Images } from '../core.ts'
import type { FileRegistry } from '../files/file-registry.ts'
import type { ImageServicePorts } from '../images/call-image-service.ts'
import type { HashPool } from './hashing/hash-pool.ts'
import type { TransferNotes } from './transfer-notes.ts'

export interface TransferPorts extends ImageServicePorts {
  readonly images: Images
  readonly files: FileRegistry
  readonly downloadsDir: string
  readonly hashing: HashPool
  /** Longest silence on the wire before an attempt is given up, in ms; by default some minutes. */
  readonly patienceMs?: number
}

/**
 * What one attempt at a plan needs to know, and whom it tells. An attempt ends in a reported `verified` or
 * `unverified`, or throws; it leaves nothing open either way, and notes what it leaves on disk for the next.
 */
export interface TransferRun {
  /** From 1, over all processes that ever tried. */
  readonly attempt: number
  readonly signal: AbortSignal
  /** What earlier attempts noted, and this one so far. */
  readonly notes: TransferNotes
  /** Resolves when it is durable: a crash after that finds it. */
  note(notes: Partial<TransferNotes>): Promise<void>
  /** Notes where a half file is about to be. False, and nothing noted, when that of another transfer is to be there. */
  claimPart(path: string): Promise<boolean>
  /** Asked before `bytes` go on their way: null to go at once, or when the limits allow it. Rejects on abort. */
  pace(bytes: number): Promise<void> | null
  report(changes: Partial<Transfer>): void
  /** How many bytes have moved in all. */
  moved(movedBytes: number): void
}
