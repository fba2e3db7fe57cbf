import { toProblem } from './explain-error.ts'

/** Whether a sign-in was right and only a passcode is left to ask for. */
export function isMissingPasscode(error: unknown): boolean {
  const problem = toProblem(error)
  const missing = problem?.code === 'FACTOR_NEEDED' ? problem.data.methods : []
  return Array.isArray(missing) && missing.length === 1 && missing[0] === 'totp'
}
