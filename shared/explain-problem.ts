import type { AppErrorCode } from './errors.ts'
import { formatBytes } from './format-bytes.ts'
import type { Problem } from './model/problem.ts'

/** Looks up the sentence under a dotted key of the locale files and fills in its words. */
export type Say = (key: string, words: Record<string, string>) => string

/** The sentence a person reads for a failure: what happened, where, what to do, and the request id if there is one. */
export function explainProblem(say: Say, { code, data }: Problem): string {
  const reason = typeof data.reason === 'string' ? data.reason : null
  const key = reason && hasReasons.has(code) ? `errors.${code}.${reason}` : `errors.${code}`
  const sentence = say(key, wordsOf(data))
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
  'COLLECTION_REFUSES',
])

function wordsOf(data: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => {
      if (value === null || value === undefined) return [key, '?']
      if (Array.isArray(value)) return [key, value.join(', ')]
      if (key.endsWith('Bytes') && typeof value === 'number') return [key, formatBytes(value)]
      return [key, typeof value === 'string' ? value : JSON.stringify(value)]
    }),
  )
}
