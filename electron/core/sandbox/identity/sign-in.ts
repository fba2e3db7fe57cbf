import * as z from 'zod'

import { type Call, readText } from '../wire/call.ts'
import { type Accounts, defaultDomain, type Named, rolesOf } from './accounts.ts'
import { malformed, refuse, refuseUnauthenticated } from './identity-answers.ts'
import type { Scope, Token, Tokens } from './tokens.ts'

const reference = z.object({ id: z.string().optional(), name: z.string().optional() })
const referenceInDomain = reference.extend({ domain: reference.optional() })

const identity = z.object({
  methods: z.array(z.string()),
  password: z
    .object({ user: referenceInDomain.extend({ password: z.string().optional() }).optional() })
    .optional(),
  token: z.object({ id: z.string() }).optional(),
})

const scopes = z.object({
  project: referenceInDomain.optional(),
  domain: reference.optional(),
  system: z.object({ all: z.boolean().optional() }).optional(),
})

const auth = z.object({ identity, scope: z.union([z.string(), scopes]).optional() })

type Reference = z.infer<typeof referenceInDomain>

/**
 * Reads the body of POST /v3/auth/tokens and issues the token it asks for. Whatever is wrong with the credentials or
 * the scope is one and the same 401, as Keystone's is.
 */
export async function signIn(call: Call, accounts: Accounts, tokens: Tokens): Promise<Token> {
  const request = await readAuth(call)
  const { methods } = request.identity
  for (const method of methods) {
    if (!(method in request.identity)) throw refuse(400, malformed(method, 'identity'), call)
  }
  const from = methods.includes('token') ? readToken(request.identity.token?.id, tokens, call) : null
  const userId = methods.includes('password')
    ? checkPassword(request.identity.password?.user, accounts, call)
    : from?.userId
  if (userId === undefined) throw refuseUnauthenticated(call)
  const scope = readScope(request.scope, userId, accounts, call)
  return tokens.issue({ userId, methods, scope, from })
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

function readToken(id: string | undefined, tokens: Tokens, call: Call): Token {
  const token = tokens.find(id ?? '')
  if (!token) throw refuse(404, 'Could not recognize Fernet token', call)
  return token
}

function readScope(
  wanted: z.infer<typeof auth>['scope'],
  userId: string,
  accounts: Accounts,
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
