import * as z from 'zod'

import type { OtherScopes } from '../../../shared/model/cloud.ts'
import { callIdentity, type IdentityClient, readJson, refusedBy } from './call-identity.ts'

/**
 * The domains, by name, and the system, as far as the token's user may be scoped to them (Identity API v3, "Get
 * available domain scopes" and "Get available system scopes"; a Keystone before Queens has no system).
 */
export async function listOtherScopes(
  client: IdentityClient,
  at: { endpoint: string; token: string },
  signal: AbortSignal,
): Promise<OtherScopes> {
  const [domains, system] = await Promise.all([
    ask(client, at, 'domains', signal),
    ask(client, at, 'system', signal),
  ])
  return {
    domains: (domainList.safeParse(domains).data?.domains ?? [])
      .map(({ id, name }) => ({ id, name }))
      .toSorted((a, b) => a.name.localeCompare(b.name)),
    isSystem: (systemList.safeParse(system).data?.system ?? []).some(({ all }) => all === true),
  }
}

async function ask(
  client: IdentityClient,
  { endpoint, token }: { endpoint: string; token: string },
  kind: 'domains' | 'system',
  signal: AbortSignal,
): Promise<unknown> {
  const url = `${endpoint}/v3/auth/${kind}`
  const headers = [['X-Auth-Token', token] as [string, string]]
  const answer = await callIdentity(client, { method: 'GET', url, headers }, signal)
  if (answer.status === 404) return null
  if (answer.status !== 200) throw refusedBy(url, answer, [token])
  return readJson(answer)
}

const domainList = z.object({ domains: z.array(z.object({ id: z.string(), name: z.string() })) })
const systemList = z.object({ system: z.array(z.object({ all: z.boolean().optional() })) })
