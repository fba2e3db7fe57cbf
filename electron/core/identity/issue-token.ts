import * as z from 'zod'

import { AppError } from '../../../shared/errors.ts'
import type { Project, SignedInSession } from '../../../shared/model/cloud.ts'
import type { CloudAuth } from '../../../shared/model/cloud-auth.ts'
import type { HeaderPair } from '../../../shared/model/wire.ts'
import { type Answer, headerValue } from '../http/collect-answer.ts'
import { authBody, type IdentityMethod, methodsOf, type Proof } from './auth-body.ts'
import { type AuthReceipt, readAuthReceipt } from './auth-receipt.ts'
import { callIdentity, type IdentityClient, readJson, refusedBy, statusLine } from './call-identity.ts'
import { type CatalogEndpoint, readCatalog } from './read-catalog.ts'
import { readTokenLife } from './token-life.ts'

export interface TokenOrder {
  /** Of the identity service, without version. */
  readonly endpoint: string
  readonly auth: CloudAuth
  readonly proof: Proof
  /** Of an earlier order that was right but not enough: only what it misses is sent. */
  readonly receipt?: AuthReceipt
}

/** A token and what its body tells. Lives in memory only. */
export interface Token {
  readonly value: string
  readonly user: { readonly id: string; readonly name: string }
  readonly scope: SignedInSession['scope']
  readonly project: Project | null
  readonly domainName: string | null
  readonly roles: readonly string[]
  readonly catalog: readonly CatalogEndpoint[]
  /** By this machine's clock. */
  readonly expiresAtMs: number
  readonly lifetimeMs: number
}

/**
 * Asks for a token (Identity API v3, "Authentication and token management"). Answers with a receipt instead where the
 * proof is right but not enough.
 *
 * Throws WRONG_CREDENTIALS for a 401, which also stands for an unknown user or project and a scope without a role;
 * NOT_KEYSTONE when what answers is something else; CLOUD_REFUSED for the rest.
 */
export async function askForToken(
  client: IdentityClient,
  order: TokenOrder,
  now: () => number,
  signal: AbortSignal,
): Promise<{ token: Token } | { receipt: AuthReceipt }> {
  const url = `${order.endpoint}/v3/auth/tokens`
  const askedAtMs = now()
  const { auth, proof, receipt: before } = order
  const methods = (before?.missing as IdentityMethod[] | undefined) ?? methodsOf(auth)
  const headers: HeaderPair[] = before ? [['Openstack-Auth-Receipt', before.value]] : []
  const json = authBody(auth, proof, methods)
  const answer = await callIdentity(
    client,
    { method: 'POST', url, json, headers, secrets: secretsOf(order) },
    signal,
  )
  const receipt = readAuthReceipt(answer, askedAtMs)
  if (receipt) return { receipt }
  if (answer.status !== 201) throw refusal(client, { url, answer, order })
  return { token: readToken(order.endpoint, answer, askedAtMs) }
}

/** The same, for an order that is whole. Throws FACTOR_NEEDED as well. */
export async function issueToken(
  client: IdentityClient,
  order: TokenOrder,
  now: () => number,
  signal: AbortSignal,
): Promise<Token> {
  const answer = await askForToken(client, order, now, signal)
  if ('token' in answer) return answer.token
  const { missing } = answer.receipt
  throw new AppError('FACTOR_NEEDED', { cloudName: client.cloudName, methods: [...missing] })
}

function readToken(endpoint: string, answer: Answer, askedAtMs: number): Token {
  const value = headerValue(answer.headers, 'x-subject-token')
  const body = tokenBody.safeParse(readJson(answer)).data?.token
  if (!value || !body)
    throw new AppError('NOT_KEYSTONE', { url: endpoint, found: 'an answer without a token' })
  const { user, project, roles, catalog } = body
  return {
    value,
    user: { id: user.id, name: user.name },
    scope: scopeOf(body),
    project: project ? { id: project.id, name: project.name, domainId: project.domain?.id ?? null } : null,
    domainName: body.domain?.name ?? null,
    roles: roles.map(({ name }) => name),
    catalog: readCatalog(catalog),
    ...readTokenLife(
      { issuedAt: body.issued_at, expiresAt: body.expires_at, date: headerValue(answer.headers, 'date') },
      askedAtMs,
    ),
  }
}

function scopeOf(body: z.infer<typeof tokenBody>['token']): Token['scope'] {
  if (body['OS-TRUST:trust']) return 'trust'
  if (body.project) return 'project'
  if (body.domain) return 'domain'
  return body.system ? 'system' : 'none'
}

const tokenBody = z.object({
  token: z.object({
    user: z.object({ id: z.string(), name: z.string() }),
    project: z
      .object({ id: z.string(), name: z.string(), domain: z.object({ id: z.string() }).optional() })
      .optional(),
    domain: z.object({ id: z.string(), name: z.string() }).optional(),
    system: z.looseObject({}).optional(),
    'OS-TRUST:trust': z.looseObject({}).optional(),
    roles: z.array(z.object({ name: z.string() })).default([]),
    catalog: z.unknown().optional(),
    issued_at: z.string().nullish(),
    expires_at: z.string(),
  }),
})

function refusal(
  client: IdentityClient,
  { url, answer, order }: { url: string; answer: Answer; order: TokenOrder },
): AppError {
  const isKeystones = keystoneError.safeParse(readJson(answer)).success
  const refused = refusedBy(url, answer, secretsOf(order))
  // Keystone says these two in its own words although the status is that of a wrong password.
  const isAboutAccount = /password is expired|account is locked/i.test(refused.data.message)
  // A token or an application credential that is unknown is a 404.
  const isUnknown = answer.status === 404 && !('user' in order.auth)
  if ((answer.status === 401 || isUnknown) && isKeystones && !isAboutAccount) {
    const { host, requestId } = refused.data
    return new AppError('WRONG_CREDENTIALS', { host, cloudName: client.cloudName, requestId })
  }
  if ([401, 403, 404, 405].includes(answer.status) && !isKeystones)
    return new AppError('NOT_KEYSTONE', { url, found: statusLine(answer) })
  return refused
}

function secretsOf({ proof }: TokenOrder): string[] {
  return [proof.secret, proof.passcode].filter((one) => one !== null)
}

const keystoneError = z.object({ error: z.object({ code: z.number(), message: z.string() }) })
