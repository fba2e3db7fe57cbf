import { readFile } from 'node:fs/promises'

import type { Capture, CaptureOutcome } from '../../../shared/model/request.ts'
import { scanJson, textOfScalar } from '../history/scan-json.ts'
import { headerValue } from '../http/collect-answer.ts'
import type { AnswerBody, ExchangeHead } from '../http/exchange.ts'

export interface CapturedValue {
  readonly capture: Capture
  readonly outcome: CaptureOutcome
  /** Null when there was none to take. */
  readonly value: string | null
}

/** A longer answer is no API answer, and is not read for the sake of one value. */
const largestReadBytes = 8 * 1024 * 1024

/** Takes the values that a request asks for out of its answer. Numbers are taken as they are written. */
export async function captureValues(
  captures: readonly Capture[],
  answer: { head: ExchangeHead; body: AnswerBody },
  signal: AbortSignal,
): Promise<CapturedValue[]> {
  const isBodyWanted = captures.some(
    ({ source, whenStatus }) =>
      source.kind === 'json' && (whenStatus ?? answer.head.status) === answer.head.status,
  )
  const json = isBodyWanted ? await readJson(answer.body, signal) : null
  return captures.map((capture) => take(capture, answer.head, json))
}

function take(capture: Capture, { status, headers }: ExchangeHead, json: string | null): CapturedValue {
  const { variable, source, whenStatus } = capture
  const without = (reason: CaptureOutcome['reason']): CapturedValue => ({
    capture,
    outcome: { variable, isSet: false, reason },
    value: null,
  })
  if (whenStatus !== null && whenStatus !== status) return without('status-differs')
  if (source.kind === 'json' && json === null) return without('not-json')
  const value =
    source.kind === 'header' ? headerValue(headers, source.name) : scalarAt(json ?? '', source.path)
  if (value === null) return without(source.kind === 'header' ? 'header-missing' : 'path-missing')
  return { capture, outcome: { variable, isSet: true, reason: 'set' }, value }
}

/** The text of an answer if it is JSON, else null. */
async function readJson(body: AnswerBody, signal: AbortSignal): Promise<string | null> {
  if (body.kind !== 'file' || body.sizeBytes === 0 || body.sizeBytes > largestReadBytes) return null
  const text = await readFile(body.path, { encoding: 'utf8', signal })
  try {
    JSON.parse(text)
    return text
  } catch {
    return null
  }
}

function scalarAt(json: string, wanted: string): string | null {
  const mostSteps = wanted.split('.').length
  for (const { path, source } of scanJson(json)) {
    if (path.length <= mostSteps && path.join('.') === wanted)
      return source === 'null' ? null : textOfScalar(source)
  }
  return null
}
