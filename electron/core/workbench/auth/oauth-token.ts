import { randomUUID } from 'node:crypto'

import * as z from 'zod'

import { AppError } from '../../../../shared/errors.ts'
import type { RequestAuth } from '../../../../shared/model/request-auth.ts'
import type { HeaderPair } from '../../../../shared/model/wire.ts'
import { collectAnswer } from '../../http/collect-answer.ts'
import type { ConnectionOptions, ExchangeRequest, SendExchange } from '../../http/exchange.ts'

export type OauthClient = Extract<RequestAuth, { tokenUrl: string }>
export type CodeClient = Extract<OauthClient, { kind: 'oauth2-authorization-code' }>

export interface OauthParts {
  readonly send: SendExchange
  readonly connection: ConnectionOptions
  now(): number
}

export interface OauthToken {
  readonly value: string
  /** Null: until the server refuses it. */
  readonly expiresAtMs: number | null
  /** What asks for the next one, where the server gives it. */
  readonly refreshToken: string | null
}

const tokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().optional(),
  refresh_token: z.string().min(1).optional(),
})
const refusal = z.object({ error: z.string(), error_description: z.string().optional() })
const largestAnswerBytes = 256 * 1024
const idleTimeoutMs = 30_000

/** What is traded for a token: `grant_type` and what belongs to it (RFC 6749 sections 4.1.3, 4.4.2 and 6). */
export type OauthGrant = Readonly<Record<string, string>>

/** Asks for a token. Throws OAUTH_REFUSED, or what sending throws. */
export async function fetchOauthToken(
  client: OauthClient,
  grant: OauthGrant,
  parts: OauthParts,
  signal: AbortSignal,
): Promise<OauthToken> {
  const answer = await collectAnswer(parts.send, tokenRequest(client, grant, parts.connection), signal)
  const { host } = new URL(client.tokenUrl)
  const told = jsonOf(answer.text)
  const token = tokenAnswer.safeParse(told)
  if (answer.status >= 400 || !token.success) throw oauthRefused(host, told, `HTTP ${answer.status}`)
  const { access_token: value, expires_in: seconds, refresh_token: refreshToken = null } = token.data
  return { value, expiresAtMs: seconds === undefined ? null : parts.now() + seconds * 1000, refreshToken }
}

function tokenRequest(
  client: OauthClient,
  grant: OauthGrant,
  connection: ConnectionOptions,
): ExchangeRequest {
  const form = new URLSearchParams(grant)
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
    context: { origin: 'workbench', cloudId: null, imageId: null, secrets: secretsOf(client, grant) },
  }
}

function secretsOf({ clientSecret }: OauthClient, grant: OauthGrant): string[] {
  const { code, code_verifier: verifier, refresh_token: refresh } = grant
  return [clientSecret, code, verifier, refresh].filter(
    (secret) => secret !== undefined && secret !== '',
  ) as string[]
}

/** Id and secret are form-encoded first (RFC 6749 section 2.3.1). */
function basicOf({ clientId, clientSecret }: OauthClient): HeaderPair {
  const encoded = [clientId, clientSecret].map((text) =>
    new URLSearchParams([['', text]]).toString().slice(1),
  )
  return ['Authorization', `Basic ${Buffer.from(encoded.join(':')).toString('base64')}`]
}

/** In the words of the server, where it has any (RFC 6749 sections 4.1.2.1 and 5.2). */
export function oauthRefused(host: string, answer: unknown, otherwise: string): AppError {
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
