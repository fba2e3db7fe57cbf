import type { ExchangeRecord } from '../../../shared/model/exchange.ts'
import { newDraft } from '../../../shared/model/new-draft.ts'
import type { DraftBody, DraftPair, RequestDraft } from '../../../shared/model/request.ts'
import { type HeaderPair, redacted } from '../../../shared/model/wire.ts'
import { type JsonPath, replaceJsonScalars, textOfScalar } from './scan-json.ts'

/** The engine writes these for each exchange anew. */
const perExchange = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'expect'])
const tokenHeaders = new Set(['x-auth-token', 'x-subject-token'])

/**
 * The request of a record, ready to be sent again. What was redacted becomes the variable that holds it; a header
 * whose value no variable knows is switched off, so that `[redacted]` is never sent as if it were meant.
 */
export function recordAsDraft(record: ExchangeRecord): RequestDraft {
  return {
    ...newDraft,
    name: `${record.method} ${pathOf(record.url)}`,
    method: record.method,
    url: record.url.replace(`//${redacted}@`, '//'),
    headers: (record.redirects[0] ?? record).requestHeaders
      .filter(([name]) => !perExchange.has(name.toLowerCase()))
      .map(draftHeaderOf),
    body: draftBodyOf(record.requestBody),
  }
}

function pathOf(url: string): string {
  return url.replace(/^[a-z][\w+.-]*:\/\/[^/?#]*/i, '').replace(/[?#].*$/, '') || '/'
}

function draftHeaderOf([name, value]: HeaderPair): DraftPair {
  if (!value.includes(redacted)) return { name, value, isEnabled: true }
  if (tokenHeaders.has(name.toLowerCase())) return { name, value: '{{cloud.token}}', isEnabled: true }
  return { name, value, isEnabled: false }
}

function draftBodyOf(sent: ExchangeRecord['requestBody']): DraftBody {
  switch (sent.kind) {
    case 'none':
      return { kind: 'none' }
    case 'text':
      return { kind: 'text', text: withVariables(sent.text) }
    case 'file':
    case 'not-kept':
      return { kind: 'file', file: null }
  }
}

function withVariables(text: string): string {
  return replaceJsonScalars(text, ({ path, source }) => {
    const variable = textOfScalar(source) === redacted ? variableFor(path) : null
    return variable && `"{{${variable}}}"`
  })
}

function variableFor(path: JsonPath): string | null {
  if (path.at(-1) === 'password') return 'cloud.password'
  if (path.at(-1) === 'id' && path.at(-2) === 'token') return 'cloud.token'
  return null
}
