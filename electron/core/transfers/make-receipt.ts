import type { TransferReceipt } from '../../../shared/model/transfer-receipt.ts'
import { hashesOf } from './copy-image.ts'
import type { TransferRecord } from './transfer-record.ts'

/** What of a transfer is told afterwards. `identityUrl` knows where a cloud signs in. */
export async function makeReceipt(
  { transfer, plan, attempts }: TransferRecord,
  identityUrl: (cloudId: string) => Promise<string | null>,
): Promise<TransferReceipt> {
  const { id, direction, state, fileName, savedPath, sizeBytes, movedBytes } = transfer
  const { hashes, fileHashes, verifiedBy, imageId, imageName, cloudId, cloudName, from, notCarried } =
    transfer
  const urlOf = async (of: string) => plainUrl(await identityUrl(of))
  return {
    transferId: id,
    direction,
    state,
    fileName,
    savedPath,
    sizeBytes,
    movedBytes,
    hashes,
    fileHashes,
    verifiedBy,
    imageId,
    imageName,
    cloudName,
    identityUrl: await urlOf(cloudId),
    from: from && {
      cloudName: from.cloudName,
      identityUrl: await urlOf(from.cloudId),
      imageId: from.imageId,
      hashes: plan.direction === 'copy' ? hashesOf(plan) : {},
    },
    notCarried,
    attempts: attempts.map(({ startedAtMs, endedAtMs, ...rest }) => ({
      startedAt: new Date(startedAtMs).toISOString(),
      endedAt: new Date(endedAtMs).toISOString(),
      ...rest,
    })),
  }
}

/** A URL may carry a name, a password and a query that are nobody's business. */
function plainUrl(url: string | null): string | null {
  if (url === null) return null
  const { origin, pathname } = new URL(url)
  return origin + pathname
}
