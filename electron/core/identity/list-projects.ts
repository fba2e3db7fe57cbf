import * as z from 'zod'

import { AppError } from '../../../shared/errors.ts'
import type { Project } from '../../../shared/model/cloud.ts'
import { callIdentity, type IdentityClient, readJson, refusedBy } from './call-identity.ts'

/** The projects that the token's user may be scoped to, by name (Identity API v3, "Get available project scopes"). */
export async function listProjects(
  client: IdentityClient,
  { endpoint, token }: { endpoint: string; token: string },
  signal: AbortSignal,
): Promise<Project[]> {
  const url = `${endpoint}/v3/auth/projects`
  const answer = await callIdentity(
    client,
    { method: 'GET', url, headers: [['X-Auth-Token', token]] },
    signal,
  )
  if (answer.status !== 200) throw refusedBy(url, answer, [token])
  const body = projectList.safeParse(readJson(answer)).data
  if (!body) throw new AppError('NOT_KEYSTONE', { url: endpoint, found: 'an answer without projects' })
  return body.projects
    .filter(({ enabled }) => enabled !== false)
    .map(({ id, name, domain_id: domainId }) => ({ id, name, domainId: domainId ?? null }))
    .toSorted((a, b) => a.name.localeCompare(b.name))
}

const projectList = z.object({
  projects: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      domain_id: z.string().nullish(),
      enabled: z.boolean().optional(),
    }),
  ),
})
