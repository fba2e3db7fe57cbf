import type { ExchangeRecord } from '../../../../shared/model/exchange.ts'
import { fetchBodyWindow, textOfWindow } from '../../../lib/body-window.ts'
import { looksLikeJson } from '../../../lib/looks-like-json.ts'
import { reindentJson } from '../../../lib/reindent-json.ts'
import { softenLines } from '../../../lib/soften-lines.ts'

export interface AnswerText {
  readonly text: string
  /** The whole body is in the text; not so for one that is long, no text, or no longer kept. */
  readonly body: 'whole' | 'cut' | 'binary' | 'not-kept'
}

/** An answer as lines that can be compared: status, headers by name, and the body laid out. */
export async function textOfAnswer(
  record: ExchangeRecord,
  bodyUrl: string,
  signal: AbortSignal,
): Promise<AnswerText> {
  const headers = record.responseHeaders.map(([name, value]) => `${name.toLowerCase()}: ${value}`).toSorted()
  const head = [`${record.status ?? ''} ${record.statusText}`.trim(), ...headers, ''].join('\n')
  if (record.receivedBytes === 0) return { text: head, body: 'whole' }
  const window = record.isBodyKept ? await fetchBodyWindow(bodyUrl, signal) : null
  if (!window) return { text: head, body: 'not-kept' }
  const text = textOfWindow(window)
  if (text === null) return { text: head, body: 'binary' }
  const laidOut = softenLines(looksLikeJson(text) ? reindentJson(text) : text).text
  return { text: `${head}\n${laidOut}`, body: window.totalBytes === window.bytes.length ? 'whole' : 'cut' }
}
