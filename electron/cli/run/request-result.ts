import type { ActionOutcome, AnswerPart } from '../../../shared/model/request-action.ts'

/** How one request of a run ended. */
export interface RequestResult {
  readonly id: string
  readonly name: string
  /** Null: there was no answer. */
  readonly status: number | null
  readonly tookMs: number
  /** Why it failed, a line each; none when it went well. */
  readonly failures: readonly string[]
}

/** What an answer was to say and did not. A claim that was not to be checked has not failed. */
export function failuresIn(outcomes: readonly ActionOutcome[]): string[] {
  return outcomes.filter(isFailed).map(({ action, reason, found }) => {
    if (action.kind === 'set-variable') return `{{${action.variable}}}: ${reason}`
    const { part, comparison, value } = action.claim
    const claim = [nameOf(part), comparison, value].filter(Boolean).join(' ')
    return `${claim}: ${found ?? reason}`
  })
}

function isFailed({ action, isMet, isFailure, reason }: ActionOutcome): boolean {
  return isFailure || (action.kind === 'assert' && !isMet && reason !== 'not-asked')
}

function nameOf(part: AnswerPart): string {
  if (part.kind === 'header') return `header ${part.name}`
  return part.kind === 'json' ? `json ${part.path}` : part.kind
}
