import { readFile } from 'node:fs/promises'

import type {
  ActionOutcome,
  AnswerPart,
  Comparison,
  Condition,
  RequestAction,
} from '../../../shared/model/request-action.ts'
import { isSecretName } from '../../../shared/model/typed-secret.ts'
import { headerValue } from '../http/collect-answer.ts'
import type { AnswerBody, ExchangeHead } from '../http/exchange.ts'
import { redactText } from '../history/redact.ts'
import { fillAction } from './action-texts.ts'
import { compare } from './compare.ts'
import { JsonAnswer } from './find-in-json.ts'

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
  { answer, values }: { answer: FinishedAnswer; values: ReadonlyMap<string, string> },
  signal: AbortSignal,
): Promise<CarriedOut[]> {
  const enabled = actions.filter(({ isEnabled }) => isEnabled)
  const text = enabled.some(looksIntoBody)
    ? await readText(answer.body, signal)
    : { reason: 'not-json' as const }
  let json: JsonAnswer | null = null
  const find = (part: AnswerPart) =>
    part.kind === 'json' && 'text' in text
      ? (json ??= new JsonAnswer(text.text)).find(part)
      : findPart(part, answer, text)
  const known = new Map(values)
  return enabled.map((action) => {
    const filled = fillAction(action, known)
    const done = filled ? carryOut(filled, find) : ended(action, false, 'value-unknown')
    if (action.kind === 'set-variable' && done.value !== null) known.set(action.variable, done.value)
    return { ...done, outcome: { ...done.outcome, action } }
  })
}

function carryOut(action: RequestAction, find: (part: AnswerPart) => Found): CarriedOut {
  if (action.when) {
    const { isMet, reason } = check(action.when, find)
    if (!isMet) return ended(action, false, reason === 'pattern-invalid' ? reason : 'not-asked')
  }
  if (action.kind === 'assert') {
    const { isMet, reason, found } = check(action.claim, find)
    return ended(action, isMet, reason, { found: isMet ? null : found })
  }
  const taken = find(action.part)
  return 'reason' in taken
    ? ended(action, false, taken.reason)
    : ended(action, true, 'set', { value: taken.text })
}

interface Ended {
  readonly value: string | null
  readonly found: string | null
}

function ended(
  action: RequestAction,
  isMet: boolean,
  reason: Reason,
  { value = null, found = null }: Partial<Ended> = {},
): CarriedOut {
  const isFailure = !isMet && reason !== 'not-asked' && action.onFailure === 'fail'
  return { outcome: { action, isMet, isFailure, reason, found }, value }
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
  return { ...verdict(found.text, comparison, value), found: shown(part, found.text) }
}

function verdict(text: string, comparison: Comparison, value: string): { isMet: boolean; reason: Reason } {
  const isMet = compare(text, comparison, value)
  if (isMet === null) return { isMet: false, reason: 'pattern-invalid' }
  return { isMet, reason: isMet ? 'holds' : 'differs' }
}

/** What an answer said, as it may be shown: a secret is not. */
function shown(part: AnswerPart, text: string): string | null {
  const name = part.kind === 'header' ? part.name : part.kind === 'json' ? (part.find?.take ?? part.path) : ''
  return isSecretName(name) ? null : redactText(text.slice(0, longestFound))
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
      return body
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
