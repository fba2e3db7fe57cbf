import type { Problem } from '../../../shared/model/problem.ts'

/** What to do about a failed attempt without asking anyone. */
export type RetryRule =
  /** Trying again would fail again, or a person must decide. */
  { kind: 'never' } | { kind: 'after'; waitMs: number } | { kind: 'after-sign-in' }

const firstWaitMs = 1000
const longestWaitMs = 5 * 60_000
/** A cloud that answers nothing but this for about half an hour is not having a bad moment. */
const mostFailures = 12

/**
 * Tells whether a failure can pass. Waits double with each failure in a row, up to five minutes, and are drawn between
 * half and the whole, so that transfers that failed together do not come back together.
 */
export function retryRule(problem: Problem | null, failuresInARow: number, random: () => number): RetryRule {
  if (problem && signInCodes.has(problem.code)) return { kind: 'after-sign-in' }
  if (!problem || failuresInARow > mostFailures || !canPass(problem)) return { kind: 'never' }
  const fullMs = Math.min(longestWaitMs, firstWaitMs * 2 ** (failuresInARow - 1))
  return { kind: 'after', waitMs: Math.round(fullMs * (0.5 + random() / 2)) }
}

const signInCodes: ReadonlySet<string> = new Set(['SIGNED_OUT', 'SECRET_NEEDED', 'FACTOR_NEEDED'])

/** Statuses of a cloud, or of a proxy before it, that is busy, restarting, or waited too long for one of its own. */
const passingStatuses: ReadonlySet<unknown> = new Set([408, 425, 429, 500, 502, 503, 504])

function canPass({ code, data }: Problem): boolean {
  if (code === 'CLOUD_UNREACHABLE' || code === 'ANSWER_CUT' || code === 'HASHING_STOPPED') return true
  return code === 'CLOUD_REFUSED' && passingStatuses.has(data['status'])
}
