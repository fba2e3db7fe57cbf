import type { Transfer } from '../../../shared/model/transfer.ts'
import type { Images } from '../core.ts'
import type { FileRegistry } from '../files/file-registry.ts'
import type { ImageServicePorts } from '../images/call-image-service.ts'

export interface TransferPorts extends ImageServicePorts {
  readonly images: Images
  readonly files: FileRegistry
  readonly downloadsDir: string
  /** Milliseconds since the epoch. */
  now(): number
}

/** A transfer that can be started, and started again after it failed. */
export interface TransferJob {
  readonly about: Pick<
    Transfer,
    'direction' | 'cloudId' | 'cloudName' | 'imageId' | 'imageName' | 'fileName' | 'sizeBytes'
  >
  /** Ends in a reported `verified` or `unverified`, or throws. Leaves nothing open and no half file either way. */
  run(run: TransferRun): Promise<void>
}

/** What one attempt needs to know, and whom it tells. */
export interface TransferRun {
  readonly attempt: number
  readonly signal: AbortSignal
  report(changes: Partial<Transfer>): void
  /** How many bytes have moved in all. */
  moved(movedBytes: number): void
}
