import { AppError } from '../../../shared/errors.ts'
import type { OneImage } from '../core.ts'
import { createCloudSource } from './cloud-source.ts'
import { type SentData, sendData } from './send-data.ts'
import type { TransferPorts, TransferRun } from './transfer-job.ts'
import { expectKept, verify } from './verify.ts'

/** Which hashes were equal at either end; null where the cloud names none. */
export interface CopiedData extends SentData {
  readonly verifiedBy: { readonly from: string | null; readonly to: string | null }
}

/**
 * Streams the data of an active image into a queued one of any cloud, with no disk between. The last chunk is given
 * only when all of it was found equal to what the first cloud names, so the second never keeps anything else.
 * Throws HASH_DIFFERS, SIZE_DIFFERS, DATA_NOT_KEPT, IMAGE_EMPTY, or what either cloud's refusal means.
 */
export async function copyData(
  ports: TransferPorts,
  { from, to }: { from: OneImage; to: OneImage },
  run: TransferRun,
): Promise<CopiedData> {
  const image = await ports.images.show(from, run.signal)
  if (image.sizeBytes === null) throw new AppError('IMAGE_EMPTY', { imageId: image.id })
  run.report({ sizeBytes: image.sizeBytes })
  const source = createCloudSource(ports, from.cloudId, image)
  let sent = null as SentData | null
  await sendData(ports, { from: source, to, wasSent: async (all) => void (sent = all) }, run)
  run.report({ state: 'verifying' })
  const copy = await ports.images.show(to, run.signal)
  if (!sent) {
    const { sizeBytes: expectedBytes } = image
    throw new AppError('SIZE_DIFFERS', { name: source.name, expectedBytes, actualBytes: copy.sizeBytes ?? 0 })
  }
  expectKept(copy)
  return { ...sent, verifiedBy: { from: verify(image, sent), to: verify(copy, sent) } }
}
