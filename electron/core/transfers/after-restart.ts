import type { PastAttempt, TransferRecord } from './transfer-record.ts'

/**
 * A transfer as a new process takes it over: what was on its way is queued again, what a page held waits for the file
 * to be chosen again, and what had ended or was paused stays so. Answers the same object where nothing changes.
 */
export function afterRestart(record: TransferRecord, nowMs: number): TransferRecord {
  const { transfer } = record
  const { state, endedAtMs } = transfer
  if (endedAtMs !== null || state === 'paused') return record
  // It arrived, and the process ended before it could say when.
  if (state === 'verified' || state === 'unverified')
    return { ...record, transfer: { ...transfer, endedAtMs: nowMs } }

  const { plan, attempts } = record
  const wasMoving = state === 'moving' || state === 'verifying'
  const stopped = wasMoving ? [...attempts, interrupted(transfer.startedAtMs, nowMs)] : attempts
  const attempt = transfer.attempt + (wasMoving ? 1 : 0)
  const still = { ...transfer, attempt, bytesPerSecond: null, etaMs: null, retryAtMs: null }
  if (plan.direction === 'upload' && plan.source.heldBy === 'page') {
    const problem = { code: 'FILE_LOST', data: { name: plan.source.name } } as const
    const lost = { ...still, state: 'failed', problem, endedAtMs: nowMs } as const
    return { ...record, attempts: stopped, transfer: { ...lost, leftImageId: leftImage(record) } }
  }
  return { ...record, attempts: stopped, transfer: { ...still, state: 'queued' } }
}

/** The image that an upload or a copy made, or may have made without hearing of it. */
export function leftImage({ plan, notes }: TransferRecord): string | null {
  if (plan.direction === 'download' || plan.into.kind !== 'new') return null
  return notes.imageId ?? (notes.isImageAsked && plan.into.isOwnId ? plan.into.image.id : null)
}

function interrupted(startedAtMs: number, nowMs: number): PastAttempt {
  const problem = { code: 'TRANSFER_INTERRUPTED', data: {} } as const
  return {
    startedAtMs,
    endedAtMs: Math.max(startedAtMs, nowMs),
    outcome: 'failed',
    problem,
    requestIds: [],
  }
}
