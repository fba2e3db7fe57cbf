import { readFile } from 'node:fs/promises'

import type {
  ActionOutcome,
  AnswerPart,
  Comparison,
  Condition,
  RequestAction,
} from '../../../shared/model/request-action.ts'
import { scanJson, textOfScalar } from '../history/scan-json.ts'
import { headerValue } from '../http/collect-answer.ts'
import type { AnswerBody, ExchangeHead } from '../http/exchange.ts'
import { compare } from './compare.ts'

export interface CarriedOut {
  readonly outcome: ActionOutcome
  /** What a variable is to be set to; null when there was nothing to take. */
  readonly value: string | null
}

/** An answer as actions see it. */
export interface FinishedAnswer {
  readonly head: ExchangeHead
  readonly body: AnswerBody
  readonly tookMs: number
}

type Reason = ActionOutcome['reason']
/** A part of an answer, or why there is none. */
type Found = { readonly text: string } | { readonly reason: Reason }

/** A longer answer is no API answer, and is not read for the sake of one value. */
const largestReadBytes = 8 * 1024 * 1024
const longestFound = 200

/** Does what a request asks for with its answer. Numbers are taken as they are written. */
export async function carryOutActions(
  actions: readonly RequestAction[],
  answer: FinishedAnswer,
  signal: AbortSignal,
): Promise<CarriedOut[]> {
  const enabled = actions.filter(({ isEnabled }) => isEnabled)
  const text = enabled.some(looksIntoBody)
    ? await readText(answer.body, signal)
    : { reason: 'not-json' as const }
  return enabled.map((action) => carryOut(action, (part) => findPart(part, answer, text)))
}

function carryOut(action: RequestAction, find: (part: AnswerPart) => Found): CarriedOut {
  const ended = (isMet: boolean, reason: Reason, { value = null, found = null }: Partial<Ended> = {}) => ({
    outcome: {
      action,
      isMet,
      isFailure: !isMet && reason !== 'not-asked' && action.onFailure === 'fail',
      reason,
      found,
    },
    value,
  })
  if (action.when) {
    const { isMet, reason } = check(action.when, find)
    if (!isMet) return ended(false, reason === 'pattern-invalid' ? reason : 'not-asked')
  }
  if (action.kind === 'assert') {
    const { isMet, reason, found } = check(action.claim, find)
    return ended(isMet, reason, { found: isMet ? null : found })
  }
  const taken = find(action.part)
  return 'reason' in taken ? ended(false, taken.reason) : ended(true, 'set', { value: taken.text })
}

interface Ended {
  readonly value: string | null
  readonly found: string | null
}

function check(
  { part, comparison, value }: Condition,
  find: (part: AnswerPart) => Found,
): { isMet: boolean; reason: Reason; found: string | null } {
  const found = find(part)
  if (comparison === 'exists' || comparison === 'not-exists') {
    const isMet = 'text' in found === (comparison === 'exists')
    return { isMet, reason: isMet ? 'holds' : 'differs', found: null }
  }
  if ('reason' in found) return { isMet: false, reason: found.reason, found: null }
  const shown = found.text.slice(0, longestFound)
  return { ...verdict(found.text, comparison, value), found: shown }
}

function verdict(text: string, comparison: Comparison, value: string): { isMet: boolean; reason: Reason } {
  const isMet = compare(text, comparison, value)
  if (isMet === null) return { isMet: false, reason: 'pattern-invalid' }
  return { isMet, reason: isMet ? 'holds' : 'differs' }
}

function findPart(part: AnswerPart, { head, tookMs }: FinishedAnswer, body: Found): Found {
  switch (part.kind) {
    case 'status':
      return { text: String(head.status) }
    case 'time':
      return { text: String(Math.round(tookMs)) }
    case 'header': {
      const text = headerValue(head.headers, part.name)
      return text === null ? { reason: 'header-missing' } : { text }
    }
    case 'body':
      return body
    case 'json':
      return 'text' in body ? scalarAt(body.text, part.path) : body
  }
}

function looksIntoBody(action: RequestAction): boolean {
  const parts = [action.kind === 'assert' ? action.claim.part : action.part, action.when?.part]
  return parts.some((part) => part?.kind === 'json' || part?.kind === 'body')
}

async function readText(body: AnswerBody, signal: AbortSignal): Promise<Found> {
  if (body.kind !== 'file' || body.sizeBytes === 0) return { text: '' }
  if (body.sizeBytes > largestReadBytes) return { reason: 'too-long' }
  return { text: await readFile(body.path, { encoding: 'utf8', signal }) }
}

function scalarAt(json: string, wanted: string): Found {
  try {
    JSON.parse(json)
  } catch {
    return { reason: 'not-json' }
  }
  const mostSteps = wanted.split('.').length
  for (const { path, source } of scanJson(json)) {
    if (path.length <= mostSteps && path.join('.') === wanted)
      return source === 'null' ? { reason: 'path-missing' } : { text: textOfScalar(source) }
  }
  return { reason: 'path-missing' }
}
