import * as z from 'zod'

import { type Call, readText } from '../wire/call.ts'
import { type Accounts, defaultDomain, type Named, rolesOf } from './accounts.ts'
import { isSameSecret } from './grants.ts'
import type { Identity } from './identity.ts'
import { malformed, refuse, refuseUnauthenticated } from './identity-answers.ts'
import { isPasscode } from './passcode.ts'
import { demandMethods, readReceipt } from './receipts.ts'
import type { Scope, Token, Tokens } from './tokens.ts'

const reference = z.object({ id: z.string().optional(), name: z.string().optional() })
const referenceInDomain = reference.extend({ domain: reference.optional() })

const proof = z.object({
  methods: z.array(z.string()),
  password: z
    .object({ user: referenceInDomain.extend({ password: z.string().optional() }).optional() })
    .optional(),
  token: z.object({ id: z.string() }).optional(),
  totp: z.object({ user: referenceInDomain.extend({ passcode: z.string() }) }).optional(),
  application_credential: reference
    .extend({ secret: z.string(), user: referenceInDomain.optional() })
    .optional(),
})

const scopes = z.object({
  project: referenceInDomain.optional(),
  domain: reference.optional(),
  system: z.object({ all: z.boolean().optional() }).optional(),
  'OS-TRUST:trust': z.object({ id: z.string() }).optional(),
})

const auth = z.object({ identity: proof, scope: z.union([z.string(), scopes]).optional() })

type Reference = z.infer<typeof referenceInDomain>

/**
 * Reads the body of POST /v3/auth/tokens and issues the token it asks for. Whatever is wrong with the credentials or
 * the scope is one and the same 401, as Keystone's is.
 */
export async function signIn(call: Call, identity: Identity): Promise<Token> {
  const { accounts, tokens } = identity
  const request = await readAuth(call)
  const { methods } = request.identity
  for (const method of methods) {
    if (!(method in request.identity)) throw refuse(400, malformed(method, 'identity'), call)
  }
  if (methods.includes('application_credential')) return enterByCredential(request, call, identity)
  const receipt = readReceipt(call, identity.grants)
  const from = methods.includes('token') ? readToken(request.identity.token?.id, tokens, call) : null
  const { password, totp } = request.identity
  const users = [
    ...(receipt ? [receipt.userId] : []),
    ...(from ? [from.userId] : []),
    ...(methods.includes('password') ? [checkPassword(password?.user, accounts, call)] : []),
    ...(methods.includes('totp') ? [checkPasscode(totp?.user, call, identity)] : []),
  ]
  const [userId] = users
  if (userId === undefined || users.some((one) => one !== userId)) throw refuseUnauthenticated(call)
  const done = [...(receipt?.methods ?? []), ...methods]
  if (!from) demandMethods(userId, done, identity.grants)
  const scope = readScope(request.scope, userId, identity, call)
  return tokens.issue({ userId, methods: done, scope, from })
}

/** Its project is that of the credential; a scope beside it is refused. */
function enterByCredential(request: z.infer<typeof auth>, call: Call, identity: Identity): Token {
  const { accounts, grants, tokens } = identity
  const given = request.identity.application_credential
  if (!given || request.scope !== undefined) throw refuseUnauthenticated(call)
  const user = given.user && resolve(given.user, accounts.users, 'user', call)
  const credential = [...grants.credentials.values()].find((one) =>
    given.id === undefined ? one.userId === user?.id && one.name === given.name : one.id === given.id,
  )
  if (!credential) throw refuse(404, `Could not find Application Credential: ${given.id}.`, call)
  if (!isSameSecret(given.secret, credential.secret)) throw refuseUnauthenticated(call)
  const { userId, projectId } = credential
  const methods = ['application_credential']
  return tokens.issue({ userId, methods, scope: { kind: 'project', projectId }, from: null, credential })
}

async function readAuth(call: Call): Promise<z.infer<typeof auth>> {
  // Keystone behind uwsgi sees no body in a chunked request.
  const text = call.isChunked ? '' : await readText(call)
  const body: unknown = text === '' ? {} : parse(text)
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw refuse(400, malformed('valid JSON', 'request body'), call)
  }
  if (!('auth' in body)) throw refuse(400, malformed('auth', 'request body'), call)
  const read = auth.safeParse(body.auth)
  if (read.success) return read.data
  const issue = read.error.issues[0]
  const place = issue?.path.join('/') ?? ''
  const isMissing = issue?.code === 'invalid_type' && valueAt(body.auth, issue.path) === undefined
  const message = isMissing
    ? `'${place}' is a required property`
    : `Invalid input for field '${place}': ${issue?.message}`
  throw refuse(400, message, call)
}

function checkPassword(
  given: (Reference & { password?: string | undefined }) | undefined,
  accounts: Accounts,
  call: Call,
): string {
  if (given && given.id === undefined && given.name === undefined) {
    throw refuse(400, malformed('id or name', 'user'), call)
  }
  const user = given && resolve(given, accounts.users, 'user', call)
  if (!user || given.password !== accounts.password) throw refuseUnauthenticated(call)
  return user.id
}

function checkPasscode(
  given: (Reference & { passcode: string }) | undefined,
  call: Call,
  { accounts, grants }: Identity,
): string {
  const user = given && resolve(given, accounts.users, 'user', call)
  const own = [...grants.passcodeSecrets.values()].filter(({ userId }) => userId === user?.id)
  if (!user || !own.some(({ blob }) => isPasscode(given.passcode, blob, Date.now())))
    throw refuseUnauthenticated(call)
  return user.id
}

function readToken(id: string | undefined, tokens: Tokens, call: Call): Token {
  const token = tokens.find(id ?? '')
  if (!token) throw refuse(404, 'Could not recognize Fernet token', call)
  return token
}

function readScope(
  wanted: z.infer<typeof auth>['scope'],
  userId: string,
  { accounts, grants }: Identity,
  call: Call,
): Scope {
  if (wanted === undefined || wanted === 'unscoped') return { kind: 'none' }
  const kinds = typeof wanted === 'string' ? [] : Object.values(wanted).filter((one) => one !== undefined)
  if (typeof wanted === 'string' || kinds.length !== 1) {
    throw refuse(400, malformed('system, project, domain, OS-TRUST:trust or unscoped', 'scope'), call)
  }
  if (wanted.project) {
    const project = resolve(wanted.project, accounts.projects, 'project', call)
    if (project && rolesOf(accounts, userId, project.id).length > 0) {
      return { kind: 'project', projectId: project.id }
    }
  }
  if (wanted['OS-TRUST:trust']) {
    const trust = grants.trusts.get(wanted['OS-TRUST:trust'].id)
    if (!trust) throw refuse(404, `Could not find trust: ${wanted['OS-TRUST:trust'].id}.`, call)
    if (trust.trusteeId !== userId) throw refuse(403, 'User is not a trustee.', call)
    return { kind: 'project', projectId: trust.projectId, trust }
  }
  const isAdmin = accounts.users.some((user) => user.id === userId && user.name === 'admin')
  if (wanted.system?.all && isAdmin) return { kind: 'system' }
  // Nobody has a role on a domain here.
  throw refuseUnauthenticated(call)
}

/** By id, or by name within the only domain there is. */
function resolve(given: Reference, list: readonly Named[], kind: string, call: Call): Named | undefined {
  if (given.id !== undefined) return list.find((one) => one.id === given.id)
  if (!given.domain) throw refuse(400, malformed('domain', kind), call)
  const isHere = given.domain.id === defaultDomain.id || given.domain.name === defaultDomain.name
  return isHere ? list.find((one) => one.name === given.name) : undefined
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  )
}
