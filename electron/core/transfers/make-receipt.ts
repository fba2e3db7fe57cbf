import type { TransferReceipt } from '../../../shared/model/transfer-receipt.ts'
import type { TransferRecord } from './transfer-record.ts'

/** What of a transfer is told afterwards. */
export function makeReceipt(
  { transfer, attempts }: TransferRecord,
  identityUrl: string | null,
): TransferReceipt {
  const { id, direction, state, fileName, savedPath, sizeBytes, movedBytes } = transfer
  const { hashes, verifiedBy, imageId, imageName, cloudName } = transfer
  return {
    transferId: id,
    direction,
    state,
    fileName,
    savedPath,
    sizeBytes,
    movedBytes,
    hashes,
    verifiedBy,
    imageId,
    imageName,
    cloudName,
    identityUrl: identityUrl && plainUrl(identityUrl),
    attempts: attempts.map(({ startedAtMs, endedAtMs, ...rest }) => ({
      startedAt: new Date(startedAtMs).toISOString(),
      endedAt: new Date(endedAtMs).toISOString(),
      ...rest,
    })),
  }
}

/** A URL may carry a name, a password and a query that are nobody's business. */
function plainUrl(url: string): string {
  const { origin, pathname } = new URL(url)
  return origin + pathname
}
