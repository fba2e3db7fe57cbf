import { AppError } from '../../../shared/errors.ts'
import type { Problem } from '../../../shared/model/problem.ts'
import type { SendExchange } from '../http/exchange.ts'
import { headerValue } from '../http/collect-answer.ts'
import type { ByteLimits } from './byte-limits.ts'
import { cloudsOf } from './clouds-of.ts'
import { copyImage } from './copy-image.ts'
import { type DownloadPorts, downloadImage } from './download.ts'
import { createRateMeter } from './rate.ts'
import type { TransferClock } from './transfer-clock.ts'
import type { TransferRun } from './transfer-job.ts'
import type { PastAttempt } from './transfer-record.ts'
import type { TransferStore } from './transfer-store.ts'
import { uploadFile } from './upload.ts'

interface AttemptPorts extends DownloadPorts {
  readonly store: TransferStore
  readonly limits: ByteLimits
  readonly clock: TransferClock
}

/** Runs one attempt at a transfer to its end, whichever that is. Never throws. */
export async function runAttempt(
  ports: AttemptPorts,
  transferId: string,
  signal: AbortSignal,
): Promise<PastAttempt> {
  const { store, clock } = ports
  const startedAtMs = clock.now()
  const requestIds: string[] = []
  const { plan } = store.get(transferId)
  const run = tellStore(ports, transferId, signal)
  const withIds = { ...ports, send: notingIds(ports.send, requestIds) }
  const past = (outcome: PastAttempt['outcome'], problem: Problem | null): PastAttempt => ({
    startedAtMs,
    // The clock may have been set back meanwhile.
    endedAtMs: Math.max(startedAtMs, clock.now()),
    outcome,
    problem,
    requestIds,
  })
  try {
    if (plan.direction === 'upload') await uploadFile(withIds, plan, run)
    else if (plan.direction === 'download') await downloadImage(withIds, plan, run)
    else await copyImage(withIds, plan, run)
    return past('arrived', null)
  } catch (error) {
    return signal.aborted ? past('stopped', null) : past('failed', toProblem(error))
  }
}

function tellStore(ports: AttemptPorts, transferId: string, signal: AbortSignal): TransferRun {
  const { store, limits, clock } = ports
  const { transfer } = store.get(transferId)
  const cloudIds = cloudsOf(transfer)
  const rate = createRateMeter(clock.monotonicMs)
  const note: TransferRun['note'] = (notes) => {
    const record = store.get(transferId)
    // With the note, or a crash right after it leaves a transfer that does not know its image by name.
    const imageId = notes.imageId ?? record.transfer.imageId
    return store.keep(transferId, { imageId }, { notes: { ...record.notes, ...notes } })
  }
  return {
    attempt: transfer.attempt,
    signal,
    get notes() {
      return store.get(transferId).notes
    },
    note,
    async claimPart(path) {
      if (store.isPartOfAnother(path, transferId)) return false
      await note({ part: { path, safeBytes: 0 } })
      return true
    },
    pace: (bytes) => limits.pace(cloudIds, bytes, signal),
    report: (changes) => void store.tell(transferId, changes),
    moved(movedBytes) {
      const { sizeBytes } = store.get(transferId).transfer
      const bytesPerSecond = rate.sample(movedBytes)
      const leftBytes = sizeBytes === null ? null : Math.max(0, sizeBytes - movedBytes)
      const etaMs = leftBytes !== null && bytesPerSecond ? (leftBytes / bytesPerSecond) * 1000 : null
      store.tell(transferId, { movedBytes, bytesPerSecond, etaMs })
    },
  }
}

function notingIds(send: SendExchange, requestIds: string[]): SendExchange {
  return async function* sendAndNote(request, signal) {
    for await (const event of send(request, signal)) {
      const id = event.type === 'head' ? headerValue(event.headers, 'x-openstack-request-id') : null
      if (id) requestIds.push(id)
      yield event
    }
  }
}

/** Null for what no code foresees: a fault of ours, which the page owns up to. */
function toProblem(error: unknown): Problem | null {
  return error instanceof AppError ? { code: error.code, data: { ...error.data } } : null
}
