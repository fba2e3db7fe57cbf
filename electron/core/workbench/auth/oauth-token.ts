import { randomUUID } from 'node:crypto'

import * as z from 'zod'

import { AppError } from '../../../../shared/errors.ts'
import type { RequestAuth } from '../../../../shared/model/request-auth.ts'
import type { HeaderPair } from '../../../../shared/model/wire.ts'
import { collectAnswer } from '../../http/collect-answer.ts'
import type { ConnectionOptions, ExchangeRequest, SendExchange } from '../../http/exchange.ts'

export type OauthClient = Extract<RequestAuth, { kind: 'oauth2-client-credentials' }>

export interface OauthParts {
  readonly send: SendExchange
  readonly connection: ConnectionOptions
  now(): number
}

export interface OauthToken {
  readonly value: string
  /** Null: until the server refuses it. */
  readonly expiresAtMs: number | null
}

const tokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().optional() })
const refusal = z.object({ error: z.string(), error_description: z.string().optional() })
const largestAnswerBytes = 256 * 1024
const idleTimeoutMs = 30_000

/**
 * Asks for a token with the credentials of the client (RFC 6749 section 4.4). Throws OAUTH_REFUSED, or what sending
 * throws.
 */
export async function fetchOauthToken(
  client: OauthClient,
  parts: OauthParts,
  signal: AbortSignal,
): Promise<OauthToken> {
  const answer = await collectAnswer(parts.send, tokenRequest(client, parts.connection), signal)
  const { host } = new URL(client.tokenUrl)
  const told = jsonOf(answer.text)
  const token = tokenAnswer.safeParse(told)
  if (answer.status >= 400 || !token.success) throw refused(host, told, `HTTP ${answer.status}`)
  const { access_token: value, expires_in: seconds } = token.data
  return { value, expiresAtMs: seconds === undefined ? null : parts.now() + seconds * 1000 }
}

function tokenRequest(client: OauthClient, connection: ConnectionOptions): ExchangeRequest {
  const form = new URLSearchParams({ grant_type: 'client_credentials' })
  if (client.scope !== '') form.set('scope', client.scope)
  const headers: HeaderPair[] = [
    ['Content-Type', 'application/x-www-form-urlencoded'],
    ['Accept', 'application/json'],
  ]
  if (client.credentialsIn === 'header' && client.clientSecret !== '') headers.push(basicOf(client))
  else {
    form.set('client_id', client.clientId)
    if (client.clientSecret !== '') form.set('client_secret', client.clientSecret)
  }
  return {
    id: randomUUID(),
    method: 'POST',
    url: client.tokenUrl,
    headers,
    body: { kind: 'bytes', bytes: new TextEncoder().encode(form.toString()) },
    into: { kind: 'memory', capBytes: largestAnswerBytes },
    connection,
    expectContinue: false,
    idleTimeoutMs,
    context: { origin: 'workbench', cloudId: null, imageId: null, secrets: secretsOf(client) },
  }
}

function secretsOf({ clientSecret }: OauthClient): string[] {
  return clientSecret === '' ? [] : [clientSecret]
}

/** Id and secret are form-encoded first (RFC 6749 section 2.3.1). */
function basicOf({ clientId, clientSecret }: OauthClient): HeaderPair {
  const encoded = [clientId, clientSecret].map((text) =>
    new URLSearchParams([['', text]]).toString().slice(1),
  )
  return ['Authorization', `Basic ${Buffer.from(encoded.join(':')).toString('base64')}`]
}

function refused(host: string, answer: unknown, otherwise: string): AppError {
  const { data } = refusal.safeParse(answer)
  const detail = data ? [data.error, data.error_description].filter(Boolean).join(': ') : otherwise
  return new AppError('OAUTH_REFUSED', { host, detail })
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
