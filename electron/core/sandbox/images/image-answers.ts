import { randomUUID } from 'node:crypto'

import type { HeaderPair } from '../../../../shared/model/wire.ts'
import { type Answer, headersOf, Refusal } from '../wire/answer.ts'
import { type Call, header } from '../wire/call.ts'

/** Titles of refusals, and what is said when only a detail is given. */
const refusals = {
  400: { title: 'Bad Request', explanation: '' },
  401: {
    title: 'Unauthorized',
    explanation:
      'This server could not verify that you are authorized to access the document you requested. Either you ' +
      'supplied the wrong credentials (e.g., bad password), or your browser does not understand how to supply ' +
      'the credentials required.',
  },
  403: { title: 'Forbidden', explanation: 'Access was denied to this resource.' },
  404: { title: 'Not Found', explanation: 'The resource could not be found.' },
  405: { title: 'Method Not Allowed', explanation: '' },
  409: { title: 'Conflict', explanation: 'There was a conflict when trying to complete your request.' },
  410: { title: 'Gone', explanation: '' },
  413: { title: 'Request Entity Too Large', explanation: '' },
  415: { title: 'Unsupported Media Type', explanation: '' },
  416: {
    title: 'Request Range Not Satisfiable',
    explanation: 'The Range requested is not available.',
  },
} as const

type RefusalStatus = keyof typeof refusals

export function json(status: 200 | 201 | 300, value: unknown, headers: readonly HeaderPair[] = []): Answer {
  const reason = { 200: 'OK', 201: 'Created', 300: 'Multiple Choices' }[status]
  const bytes = Buffer.from(JSON.stringify(value))
  return answer(status, reason, [...headersOf(bytes, 'application/json'), ...headers], bytes)
}

/** 204 as Glance gives it after it has done something: with the type of a page, and no page. */
export function done(): Answer {
  return answer(204, 'No Content', [
    ['Content-Type', 'text/html; charset=UTF-8'],
    ['Content-Length', '0'],
  ])
}

/** 202: the work begins now, or is for another part of the service. */
export function accepted(): Answer {
  return answer(202, 'Accepted', [
    ['Content-Type', 'text/html; charset=UTF-8'],
    ['Content-Length', '0'],
  ])
}

export function noContent(): Answer {
  return answer(204, 'No Content', [['Content-Length', '0']])
}

export function answer(
  status: number,
  reason: string,
  headers: readonly HeaderPair[],
  body: Answer['body'] = null,
): Answer {
  return {
    status,
    reason,
    headers: [...headers, ['X-Openstack-Request-Id', `req-${randomUUID()}`], date()],
    body,
  }
}

/** An answer from in front of the API, where a request has no id yet. */
export function withoutRequestId(given: Answer): Answer {
  return { ...given, headers: given.headers.filter(([name]) => name !== 'X-Openstack-Request-Id') }
}

export function refuse(call: Call, status: RefusalStatus, explanation: string): Refusal {
  return new Refusal(refusal(call, status, { explanation, detail: '' }))
}

/** As `refuse`, with the words in the place where Glance puts a detail under its usual explanation. */
export function refuseWithDetail(call: Call, status: RefusalStatus, detail: string): Refusal {
  return new Refusal(refusal(call, status, { explanation: refusals[status].explanation, detail }))
}

export function refuseMediaType(
  call: Call,
  mediaType: string,
  detail = '',
  headers: readonly HeaderPair[] = [],
): Refusal {
  const explanation = `The request media type ${mediaType} is not supported by this server. `
  return new Refusal(refusal(call, 415, { explanation, detail, isShort: true }, headers))
}

export function methodNotAllowed(call: Call, allowed: readonly string[]): Answer {
  const allow: HeaderPair = ['Allow', allowed.join(', ')]
  if (call.method === 'HEAD') return answer(405, refusals[405].title, [...done().headers.slice(0, 2), allow])
  const explanation = `The method ${call.method} is not allowed for this resource. `
  return refusal(call, 405, { explanation, detail: '', isShort: true }, [allow])
}

export function notFound(call: Call): Answer {
  return refusal(call, 404, { explanation: refusals[404].explanation, detail: '' })
}

export function unauthorized(call: Call, identityUrl: string): Answer {
  const challenge: HeaderPair = ['Www-Authenticate', `Keystone uri="${identityUrl}"`]
  return withoutRequestId(
    refusal(call, 401, { explanation: refusals[401].explanation, detail: '' }, [challenge]),
  )
}

interface Words {
  readonly explanation: string
  readonly detail: string
  /** The form of the refusals that name a part of the request. */
  readonly isShort?: boolean
}

/**
 * Errors have the form that Accept asks for, and HTML wins a draw; plain text is for those who ask for nothing. The
 * JSON has a piece of HTML for its message.
 */
function refusal(
  call: Call,
  status: RefusalStatus,
  words: Words,
  headers: readonly HeaderPair[] = [],
): Answer {
  const { title } = refusals[status]
  const line = `${status} ${title}`
  const form = wantedForm(header(call, 'accept'))
  const bytes = Buffer.from(write(form, line, title, words))
  const type = form === 'application/json' ? form : `${form}; charset=UTF-8`
  return answer(status, title, [...headers, ...headersOf(bytes, type)], bytes)
}

type Form = 'text/html' | 'application/json' | 'text/plain'

function write(form: Form, line: string, title: string, words: Words): string {
  const { explanation, detail, isShort = false } = words
  const tail = isShort ? detail : `${detail}\n\n`
  switch (form) {
    case 'text/plain':
      return `${line}\n\n${explanation}\n\n ${detail}${isShort ? '' : '  '}`
    case 'application/json':
      return JSON.stringify({ message: `${explanation}<br /><br />\n${tail}`, code: line, title })
    case 'text/html':
      return (
        `<html>\n <head>\n  <title>${line}</title>\n </head>\n <body>\n  <h1>${line}</h1>\n` +
        `  ${escapeHtml(explanation)}<br /><br />\n${escapeHtml(tail)}\n </body>\n</html>`
      )
  }
}

function wantedForm(accept: string | null): Form {
  const html = quality(accept, 'text/html')
  const wantsJson = quality(accept, 'application/json')
  if (html > 0 && html >= wantsJson) return 'text/html'
  return wantsJson > 0 ? 'application/json' : 'text/plain'
}

/** Weight of a media type in an Accept header; the range that says most about it counts (RFC 9110 section 12.5.1). */
function quality(accept: string | null, type: string): number {
  const ranges = [type, `${type.split('/')[0]}/*`, '*/*']
  const given = (accept ?? '').split(',').map((part) =>
    part
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/),
  )
  for (const range of ranges) {
    const match = given.find(([name]) => name === range)
    if (match) return Number(match.find((part) => part.startsWith('q='))?.slice(2) ?? 1)
  }
  return 0
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

function date(): HeaderPair {
  return ['Date', new Date().toUTCString()]
}
