import { randomUUID } from 'node:crypto'

import type { HeaderPair } from '../../../../shared/model/wire.ts'
import { type Answer, headersOf, Refusal } from '../wire/answer.ts'
import type { Call } from '../wire/call.ts'

/** Keystone's words for its statuses are in capitals. */
const reasons = {
  200: 'OK',
  201: 'CREATED',
  204: 'NO CONTENT',
  300: 'MULTIPLE CHOICES',
  400: 'BAD REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT FOUND',
  405: 'METHOD NOT ALLOWED',
  409: 'CONFLICT',
} as const

const titles = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
} as const

type Status = keyof typeof reasons

export function json(status: Status, value: unknown, headers: readonly HeaderPair[] = []): Answer {
  return text(status, JSON.stringify(value), 'application/json', headers)
}

export function empty(status: Status): Answer {
  return { status, reason: reasons[status], headers: closing([]), body: null }
}

/** A refusal in Keystone's form. A 401 also says where to sign in. */
export function refuse(status: keyof typeof titles, message: string, call: Call): Refusal {
  const headers: HeaderPair[] =
    status === 401 ? [['WWW-Authenticate', `Keystone uri="${call.origin}/v3"`]] : []
  return new Refusal(json(status, { error: { code: status, message, title: titles[status] } }, headers))
}

export function refuseUnauthenticated(call: Call): Refusal {
  return refuse(401, 'The request you have made requires authentication.', call)
}

export function malformed(expected: string, place: string): string {
  const rest =
    'The server could not comply with the request since it is either malformed or otherwise incorrect. ' +
    'The client is assumed to be in error.'
  return `Expecting to find ${expected} in ${place}. ${rest}`
}

export function notFound(): Answer {
  const page =
    '<!doctype html>\n<html lang=en>\n<title>404 Not Found</title>\n<h1>Not Found</h1>\n' +
    '<p>The requested URL was not found on the server.</p>\n'
  return text(404, page, 'text/html; charset=utf-8', [])
}

export function methodNotAllowed(allowed: readonly string[]): Answer {
  return json(405, { message: 'The method is not allowed for the requested URL.' }, [
    ['Allow', [...allowed, 'HEAD', 'OPTIONS'].join(', ')],
  ])
}

function text(status: Status, body: string, type: string, headers: readonly HeaderPair[]): Answer {
  const bytes = Buffer.from(body)
  return {
    status,
    reason: reasons[status],
    headers: closing([...headersOf(bytes, type), ...headers]),
    body: bytes,
  }
}

/** Keystone behind uwsgi ends the connection after each answer, and sends no Date. */
function closing(headers: readonly HeaderPair[]): HeaderPair[] {
  return [
    ...headers,
    ['Vary', 'X-Auth-Token'],
    ['x-openstack-request-id', `req-${randomUUID()}`],
    ['Connection', 'close'],
  ]
}
