import type { Transfer } from '../../../shared/model/transfer.ts'

/** What an operator can ask of a transfer as it is now. */
export function whatCanBeDone({ state, endedAtMs, direction, savedPath, problem }: Transfer) {
  const hasEnded = endedAtMs !== null
  return {
    cancel: !hasEnded,
    dismiss: hasEnded,
    pause: !hasEnded && state !== 'paused',
    resume: state === 'paused',
    retry: state === 'failed' || state === 'cancelled' || state === 'waiting',
    /** Only among those whose turn is to come is there an order. */
    move: state === 'queued',
    prioritise: !hasEnded,
    fetch: hasEnded && direction === 'download' && savedPath !== null,
    chooseFile: direction === 'upload' && problem !== null && lostFile.has(problem.code),
  }
}

const lostFile: ReadonlySet<string> = new Set(['FILE_LOST', 'FILE_GONE', 'FILE_CHANGED', 'FILE_UNREADABLE'])
