import { basename } from 'node:path'

import type { Transfer } from '../../../shared/model/transfer.ts'
import { noNotes } from './transfer-notes.ts'
import type { CopyPlan, TransferPlan } from './transfer-plan.ts'
import type { TransferRecord } from './transfer-record.ts'

/** A transfer that nobody has begun. */
export function newRecord(plan: TransferPlan, place: number, nowMs: number): TransferRecord {
  const transfer: Transfer = {
    id: crypto.randomUUID(),
    ...aboutPlan(plan),
    ...asBeforeAnAttempt,
    state: 'queued',
    attempt: 1,
    priority: 'normal',
    place,
    startedAtMs: nowMs,
  }
  return { transfer, plan, notes: noNotes, attempts: [], failuresInARow: 0, furthestBytes: 0 }
}

/** What an attempt finds out anew. */
export const asBeforeAnAttempt = {
  savedPath: null,
  movedBytes: 0,
  bytesPerSecond: null,
  etaMs: null,
  endedAtMs: null,
  hashes: {},
  verifiedBy: null,
  fileHashes: {},
  startedOver: null,
  problem: null,
  retryAtMs: null,
  leftImageId: null,
} satisfies Partial<Transfer>

function aboutPlan(plan: TransferPlan) {
  const { direction, cloudId, cloudName } = plan
  const about = { direction, cloudId, cloudName, from: null, notCarried: [] }
  if (plan.direction === 'copy') return { ...about, ...aboutCopy(plan) }
  if (plan.direction === 'upload') {
    const { imageName, into, source } = plan
    const imageId = into.kind === 'existing' ? into.imageId : null
    return { ...about, imageId, imageName, fileName: source.name, sizeBytes: source.sizeBytes }
  }
  const { image, target } = plan
  const fileName = target.kind === 'free' ? target.name : basename(target.path)
  return {
    ...about,
    imageId: image.id,
    imageName: image.name ?? image.id,
    fileName,
    sizeBytes: image.sizeBytes,
  }
}

function aboutCopy({ from, imageName, notCarried }: CopyPlan) {
  const { cloudId, cloudName, image } = from
  return {
    from: { cloudId, cloudName, imageId: image.id },
    imageId: null,
    imageName,
    fileName: image.name ?? image.id,
    sizeBytes: image.sizeBytes,
    notCarried,
  }
}
