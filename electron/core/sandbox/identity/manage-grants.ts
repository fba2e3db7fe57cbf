import * as z from 'zod'

import type { Answer } from '../wire/answer.ts'
import { type Call, readText } from '../wire/call.ts'
import type { Route } from '../wire/find-route.ts'
import { rolesOf } from './accounts.ts'
import { type ApplicationCredential, newGrantId, newSecret, type Trust } from './grants.ts'
import { caller, type Identity, isAdmin } from './identity.ts'
import { empty, json, malformed, refuse } from './identity-answers.ts'
import type { Token } from './tokens.ts'

type Params = Readonly<Record<string, string>>

/** Application credentials, trusts, secrets of passcodes, and which methods a user needs (Identity API v3). */
export const grantRoutes: readonly Route<Identity>[] = [
  { method: 'POST', pattern: '/v3/users/:user/application_credentials', handle: createCredential },
  { method: 'GET', pattern: '/v3/users/:user/application_credentials', handle: listCredentials },
  { method: 'DELETE', pattern: '/v3/users/:user/application_credentials/:id', handle: deleteCredential },
  { method: 'POST', pattern: '/v3/OS-TRUST/trusts', handle: createTrust },
  { method: 'GET', pattern: '/v3/OS-TRUST/trusts', handle: listTrusts },
  { method: 'DELETE', pattern: '/v3/OS-TRUST/trusts/:id', handle: deleteTrust },
  { method: 'POST', pattern: '/v3/credentials', handle: createPasscodeSecret },
  { method: 'DELETE', pattern: '/v3/credentials/:id', handle: deletePasscodeSecret },
  { method: 'PATCH', pattern: '/v3/users/:user', handle: changeRules },
]

async function createCredential(call: Call, { user = '' }: Params, identity: Identity): Promise<Answer> {
  const token = ownToken(call, user, identity)
  const { application_credential: wanted } = await read(call, credentialBody)
  if (token.scope.kind !== 'project') throw refuse(403, 'A token of a project is needed.', call)
  const all = identity.grants.credentials
  if ([...all.values()].some((one) => one.userId === user && one.name === wanted.name))
    throw refuse(409, 'Conflict occurred attempting to store application_credential.', call)
  const { projectId } = token.scope
  const credential = { id: newGrantId(), secret: newSecret(), userId: user, projectId, name: wanted.name }
  const made = { ...credential, secret: wanted.secret ?? credential.secret }
  all.set(made.id, made)
  // The secret is told this once.
  return json(201, { application_credential: { ...describeCredential(made, call), secret: made.secret } })
}

function listCredentials(call: Call, { user = '' }: Params, identity: Identity): Answer {
  ownToken(call, user, identity)
  const own = [...identity.grants.credentials.values()].filter(({ userId }) => userId === user)
  return json(200, { application_credentials: own.map((one) => describeCredential(one, call)) })
}

function deleteCredential(call: Call, { user = '', id = '' }: Params, identity: Identity): Answer {
  ownToken(call, user, identity)
  if (identity.grants.credentials.get(id)?.userId !== user)
    throw refuse(404, `Could not find Application Credential: ${id}.`, call)
  identity.grants.credentials.delete(id)
  return empty(204)
}

async function createTrust(call: Call, _params: Params, identity: Identity): Promise<Answer> {
  const { trust: wanted } = await read(call, trustBody)
  ownToken(call, wanted.trustor_user_id, identity)
  const { trustor_user_id: trustorId, trustee_user_id: trusteeId, project_id: projectId } = wanted
  const held = rolesOf(identity.accounts, trustorId, projectId)
  const roles = held.filter((role) => wanted.roles.some(({ name, id }) => isRole(identity, role, name ?? id)))
  if (roles.length === 0 || roles.length < wanted.roles.length)
    throw refuse(403, 'You are not authorized to perform the requested action: trust a role.', call)
  const trust = { id: newGrantId(), trustorId, trusteeId, projectId, roles }
  identity.grants.trusts.set(trust.id, trust)
  return json(201, { trust: describeTrust(trust, call) })
}

function listTrusts(call: Call, _params: Params, identity: Identity): Answer {
  const { userId } = caller(call, identity)
  const own = [...identity.grants.trusts.values()].filter(
    ({ trustorId, trusteeId }) => trustorId === userId || trusteeId === userId,
  )
  return json(200, { trusts: own.map((trust) => describeTrust(trust, call)) })
}

function deleteTrust(call: Call, { id = '' }: Params, identity: Identity): Answer {
  const { userId } = caller(call, identity)
  if (identity.grants.trusts.get(id)?.trustorId !== userId)
    throw refuse(404, `Could not find trust: ${id}.`, call)
  identity.grants.trusts.delete(id)
  return empty(204)
}

async function createPasscodeSecret(call: Call, _params: Params, identity: Identity): Promise<Answer> {
  const { credential: wanted } = await read(call, passcodeBody)
  ownToken(call, wanted.user_id, identity)
  const made = { id: newGrantId(), userId: wanted.user_id, blob: wanted.blob }
  identity.grants.passcodeSecrets.set(made.id, made)
  const { id, userId: user_id, blob } = made
  return json(201, { credential: { id, type: 'totp', user_id, blob, project_id: null } })
}

function deletePasscodeSecret(call: Call, { id = '' }: Params, identity: Identity): Answer {
  const secret = identity.grants.passcodeSecrets.get(id)
  ownToken(call, secret?.userId ?? '', identity)
  if (!secret) throw refuse(404, `Could not find credential: ${id}.`, call)
  identity.grants.passcodeSecrets.delete(id)
  return empty(204)
}

/** Of all that a user has, only the rules of methods can be changed. */
async function changeRules(call: Call, { user = '' }: Params, identity: Identity): Promise<Answer> {
  if (!isAdmin(caller(call, identity), identity.accounts))
    throw refuse(403, 'You are not authorized to perform the requested action: identity:update_user.', call)
  const found = identity.accounts.users.find(({ id }) => id === user)
  if (!found) throw refuse(404, `Could not find user: ${user}.`, call)
  const { options } = (await read(call, userBody)).user
  identity.grants.rules.set(user, options.multi_factor_auth_enabled ? options.multi_factor_auth_rules : [])
  return json(200, { user: { ...found, enabled: true, options } })
}

/** The token of a call on what belongs to a user: its own, or an administrator's. */
function ownToken(call: Call, userId: string, identity: Identity): Token {
  const token = caller(call, identity)
  if (token.userId !== userId && !isAdmin(token, identity.accounts))
    throw refuse(403, 'You are not authorized to perform the requested action.', call)
  return token
}

async function read<Schema extends z.ZodType>(call: Call, schema: Schema): Promise<z.infer<Schema>> {
  let body: unknown
  try {
    body = JSON.parse(await readText(call))
  } catch {
    throw refuse(400, malformed('valid JSON', 'request body'), call)
  }
  const given = schema.safeParse(body)
  if (given.success) return given.data
  const place = given.error.issues[0]?.path.join('/') ?? ''
  throw refuse(400, `Invalid input for field '${place}'.`, call)
}

function isRole(
  { accounts }: Identity,
  role: keyof typeof accounts.roles,
  given: string | undefined,
): boolean {
  return given === role || given === accounts.roles[role]
}

function describeCredential({ id, name, projectId }: ApplicationCredential, call: Call) {
  const links = { self: `${call.origin}${call.path}/${id}` }
  return { id, name, project_id: projectId, description: null, unrestricted: false, expires_at: null, links }
}

function describeTrust({ id, trustorId, trusteeId, projectId, roles }: Trust, call: Call) {
  return {
    id,
    trustor_user_id: trustorId,
    trustee_user_id: trusteeId,
    project_id: projectId,
    impersonation: false,
    roles: roles.map((name) => ({ name })),
    expires_at: null,
    links: { self: `${call.origin}/v3/OS-TRUST/trusts/${id}` },
  }
}

const credentialBody = z.object({
  application_credential: z.object({ name: z.string().min(1), secret: z.string().optional() }),
})
const trustBody = z.object({
  trust: z.object({
    trustor_user_id: z.string(),
    trustee_user_id: z.string(),
    project_id: z.string(),
    roles: z.array(z.object({ name: z.string().optional(), id: z.string().optional() })),
  }),
})
const passcodeBody = z.object({
  credential: z.object({ type: z.literal('totp'), user_id: z.string(), blob: z.string().min(16) }),
})
const userBody = z.object({
  user: z.object({
    options: z.object({
      multi_factor_auth_enabled: z.boolean(),
      multi_factor_auth_rules: z.array(z.array(z.string())).default([]),
    }),
  }),
})
