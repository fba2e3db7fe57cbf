import type { AppErrorCode } from './errors.ts'
import { formatBytes } from './format-bytes.ts'
import type { Problem } from './model/problem.ts'

/** Looks up the sentence under a dotted key of the locale files and fills in its words. */
export type Say = (key: string, words: Record<string, string>) => string

/** The sentence a person reads for a failure: what happened, where, what to do, and the request id if there is one. */
export function explainProblem(say: Say, { code, data }: Problem): string {
  const reason = code === 'NOT_OFFERED' ? data.part : data.reason
  const key =
    typeof reason === 'string' && hasReasons.has(code) ? `errors.${code}.${reason}` : `errors.${code}`
  const advice = code === 'CLOUD_REFUSED' ? say(`errors.advice.${adviceFor(data.status)}`, {}) : ''
  const sentence = say(key, { ...wordsOf(data), advice })
  const requestId = typeof data.requestId === 'string' ? data.requestId : null
  return requestId ? `${sentence} ${say('errors.requestId', { requestId })}` : sentence
}

const hasReasons: ReadonlySet<AppErrorCode> = new Set<AppErrorCode>([
  'CLOUD_UNREACHABLE',
  'TLS_FAILED',
  'CLOUDS_FILE_INVALID',
  'TLS_FILE_UNREADABLE',
  'PROXY_FAILED',
  'CLIENT_CERTIFICATE_INVALID',
  'REDIRECT_REFUSED',
  'ANSWER_UNDECODABLE',
  'IMPORT_UNREADABLE',
  'BACKUP_UNREADABLE',
  'COLLECTION_REFUSES',
  'COOKIE_INVALID',
  'NOT_OFFERED',
])

/** By what a status means where nothing more is known (RFC 9110 section 15). */
function adviceFor(status: unknown): number {
  if (typeof status !== 'number') return 500
  if (status >= 500) return 500
  if (status < 400) return 300
  return advised.has(status) ? status : 400
}

const advised: ReadonlySet<number> = new Set([401, 403, 404, 405, 409, 413, 415, 416, 429])

function wordsOf(data: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => {
      if (value === null || value === undefined) return [key, '?']
      if (Array.isArray(value)) return [key, value.join(', ')]
      if (key.endsWith('Bytes') && typeof value === 'number') return [key, formatBytes(value)]
      if (key === 'message' && typeof value === 'string') return [key, asSentence(value)]
      return [key, typeof value === 'string' ? value : JSON.stringify(value)]
    }),
  )
}

/** A cloud's own words stand before ours: they end where they end. */
function asSentence(words: string): string {
  return /[.!?…]["'”)]?$/.test(words) ? words : `${words}.`
}
