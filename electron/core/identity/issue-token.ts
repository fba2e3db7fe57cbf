import * as z from 'zod'

import { AppError } from '../../../shared/errors.ts'
import type { AuthScope, DomainRef, Project, ProjectRef, UserRef } from '../../../shared/model/cloud.ts'
import { type Answer, headerValue } from '../http/collect-answer.ts'
import { callIdentity, type IdentityClient, readJson, refusedBy, statusLine } from './call-identity.ts'
import { type CatalogEndpoint, readCatalog } from './read-catalog.ts'
import { readTokenLife } from './token-life.ts'

export interface TokenOrder {
  /** Of the identity service, without version. */
  readonly endpoint: string
  readonly user: UserRef
  readonly password: string
  readonly scope: AuthScope
}

/** A token and what its body tells. Lives in memory only. */
export interface Token {
  readonly value: string
  readonly user: { readonly id: string; readonly name: string }
  readonly project: Project | null
  readonly roles: readonly string[]
  readonly catalog: readonly CatalogEndpoint[]
  /** By this machine's clock. */
  readonly expiresAtMs: number
  readonly lifetimeMs: number
}

/**
 * Asks for a token with a password (Identity API v3, "Password authentication").
 *
 * Throws WRONG_CREDENTIALS for a 401, which also stands for an unknown user or project and a scope without a role;
 * NOT_KEYSTONE when what answers is something else; CLOUD_REFUSED for the rest.
 */
export async function issueToken(
  client: IdentityClient,
  order: TokenOrder,
  now: () => number,
  signal: AbortSignal,
): Promise<Token> {
  const url = `${order.endpoint}/v3/auth/tokens`
  const askedAtMs = now()
  const answer = await callIdentity(client, { method: 'POST', url, json: bodyOf(order) }, signal)
  if (answer.status !== 201) throw refusal(client, { url, answer, password: order.password })

  const value = headerValue(answer.headers, 'x-subject-token')
  const body = tokenBody.safeParse(readJson(answer)).data?.token
  if (!value || !body)
    throw new AppError('NOT_KEYSTONE', { url: order.endpoint, found: 'an answer without a token' })
  const { user, project, roles, catalog } = body
  return {
    value,
    user: { id: user.id, name: user.name },
    project: project ? { id: project.id, name: project.name, domainId: project.domain?.id ?? null } : null,
    roles: roles.map(({ name }) => name),
    catalog: readCatalog(catalog),
    ...readTokenLife(
      { issuedAt: body.issued_at, expiresAt: body.expires_at, date: headerValue(answer.headers, 'date') },
      askedAtMs,
    ),
  }
}

const tokenBody = z.object({
  token: z.object({
    user: z.object({ id: z.string(), name: z.string() }),
    project: z
      .object({ id: z.string(), name: z.string(), domain: z.object({ id: z.string() }).optional() })
      .optional(),
    roles: z.array(z.object({ name: z.string() })).default([]),
    catalog: z.unknown().optional(),
    issued_at: z.string().nullish(),
    expires_at: z.string(),
  }),
})

function bodyOf({ user, password, scope }: TokenOrder): unknown {
  const who = 'id' in user ? { id: user.id } : { name: user.name, domain: domainOf(user.domain) }
  const identity = { methods: ['password'], password: { user: { ...who, password } } }
  switch (scope.kind) {
    case 'default':
      return { auth: { identity } }
    case 'unscoped':
      return { auth: { identity, scope: 'unscoped' } }
    case 'project':
      return { auth: { identity, scope: { project: projectOf(scope.project) } } }
    case 'domain':
      return { auth: { identity, scope: { domain: domainOf(scope.domain) } } }
  }
}

function projectOf(project: ProjectRef): unknown {
  return 'id' in project ? { id: project.id } : { name: project.name, domain: domainOf(project.domain) }
}

function domainOf(domain: DomainRef): DomainRef {
  return 'id' in domain ? { id: domain.id } : { name: domain.name }
}

function refusal(
  client: IdentityClient,
  { url, answer, password }: { url: string; answer: Answer; password: string },
): AppError {
  const isKeystones = keystoneError.safeParse(readJson(answer)).success
  const refused = refusedBy(url, answer, [password])
  if (answer.status === 401 && headerValue(answer.headers, 'openstack-auth-receipt') !== null) {
    const message = 'This user has to sign in with more than a password, which is not supported.'
    return new AppError('CLOUD_REFUSED', { ...refused.data, message })
  }
  // Keystone says these two in its own words although the status is that of a wrong password.
  const isAboutAccount = /password is expired|account is locked/i.test(refused.data.message)
  if (answer.status === 401 && isKeystones && !isAboutAccount) {
    const { host, requestId } = refused.data
    return new AppError('WRONG_CREDENTIALS', { host, cloudName: client.cloudName, requestId })
  }
  if ([401, 403, 404, 405].includes(answer.status) && !isKeystones)
    return new AppError('NOT_KEYSTONE', { url, found: statusLine(answer) })
  return refused
}

const keystoneError = z.object({ error: z.object({ code: z.number(), message: z.string() }) })
