import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'

import { AppError } from '../../../shared/errors.ts'
import { type HeaderPair, redacted } from '../../../shared/model/wire.ts'
import { type Answer, collectAnswer } from '../http/collect-answer.ts'
import type { ConnectionOptions, SendExchange } from '../http/exchange.ts'
import { readRefusal } from '../http/refusal-message.ts'

/** What every call to one cloud's identity service has in common. */
export interface IdentityClient {
  readonly send: SendExchange
  readonly connection: ConnectionOptions
  /** Null while a cloud is only tried out. */
  readonly cloudId: string | null
  readonly cloudName: string
}

export interface IdentityCall {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly url: string
  readonly headers?: readonly HeaderPair[]
  readonly json?: unknown
  /** What the call holds that must not be kept, wherever an answer repeats it. */
  readonly secrets?: readonly string[]
}

/** Makes one call and waits for the whole answer, whatever its status. Redirects are not followed. */
export function callIdentity(
  client: IdentityClient,
  call: IdentityCall,
  signal: AbortSignal,
): Promise<Answer> {
  const headers: HeaderPair[] = [['Accept', 'application/json'], ...(call.headers ?? [])]
  if (call.json !== undefined) headers.push(['Content-Type', 'application/json'])
  const request = {
    id: randomUUID(),
    method: call.method,
    url: call.url,
    headers,
    body:
      call.json === undefined
        ? ({ kind: 'none' } as const)
        : ({ kind: 'bytes', bytes: new TextEncoder().encode(JSON.stringify(call.json)) } as const),
    into: { kind: 'memory', capBytes: largestAnswer } as const,
    connection: client.connection,
    expectContinue: false,
    idleTimeoutMs,
    totalTimeoutMs,
    context: {
      origin: 'identity',
      cloudId: client.cloudId,
      imageId: null,
      secrets: call.secrets ?? [],
    } as const,
  }
  return collectAnswer(client.send, request, signal)
}

/** What to throw for an answer that has no code of its own. `secrets` are what the request held. */
export function refusedBy(
  url: string,
  answer: Answer,
  secrets: readonly string[],
): AppError<'CLOUD_REFUSED'> {
  const { message, requestId } = readRefusal(answer)
  const told = secrets.reduce((text, secret) => (secret ? text.replaceAll(secret, redacted) : text), message)
  return new AppError('CLOUD_REFUSED', {
    host: new URL(url).host,
    status: answer.status,
    message: told,
    requestId,
  })
}

/** `404 Not Found`. */
export function statusLine({ status, statusText }: Answer): string {
  return `${status} ${STATUS_CODES[status] ?? statusText}`.trim()
}

/** The parsed body, or undefined where it is no JSON. */
export function readJson(answer: Answer): unknown {
  try {
    return JSON.parse(answer.text) as unknown
  } catch {
    return undefined
  }
}

/** A catalog with thousands of endpoints stays far below this. */
const largestAnswer = 8 * 1024 * 1024
const idleTimeoutMs = 30_000
/** One that sends a byte now and then is not waited for. */
const totalTimeoutMs = 120_000
