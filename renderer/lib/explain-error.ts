import type { TFunction } from 'i18next'

import type { AppErrorCode } from '../../shared/errors.ts'
import { explainProblem as explain, type Say } from '../../shared/explain-problem.ts'
import type { Problem } from '../../shared/model/problem.ts'
import en from '../locales/en.json'

/** The sentence a person reads for any failed call: what happened, where, and what to do. */
export function explainError(t: TFunction, error: unknown): string {
  const problem = toProblem(error)
  if (problem) return explainProblem(t, problem)
  const isConnectionLost = error instanceof Error && error.name === 'ConnectionLostError'
  return t(isConnectionLost ? 'errors.connectionLost' : 'errors.bug')
}

/** The same for a failure at rest, in a transfer or a history row. */
export function explainProblem(t: TFunction, problem: Problem): string {
  // The key is made at run time; that it exists for every code is what lib/i18n.ts proves.
  return explain(t as Say, problem)
}

/** Code and data of an error that the contract defines; null for anything else, which is a bug. */
export function toProblem(error: unknown): Problem | null {
  if (typeof error !== 'object' || error === null || !('code' in error) || !('data' in error)) return null
  if (!isAppErrorCode(error.code) || typeof error.data !== 'object' || error.data === null) return null
  return { code: error.code, data: error.data as Record<string, unknown> }
}

// Read from the sentences, which are complete or the build fails: importing the schemas would bring zod to the page.
const codes: ReadonlySet<unknown> = new Set(Object.keys(en.errors))

function isAppErrorCode(code: unknown): code is AppErrorCode {
  return codes.has(code)
}
