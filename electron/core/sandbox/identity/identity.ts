import { type Call, header } from '../wire/call.ts'
import { type Accounts, type RoleName, rolesOf } from './accounts.ts'
import type { Grants } from './grants.ts'
import { refuseUnauthenticated } from './identity-answers.ts'
import type { Token, Tokens } from './tokens.ts'

/** What both services know of who is who. */
export interface Identity {
  readonly accounts: Accounts
  readonly tokens: Tokens
  readonly grants: Grants
  /** Where this is served, with `/v3`; where the images are, without a version. Known once both servers listen. */
  identityUrl(): string
  imageUrl(): string
}

export function isAdmin(token: Token, accounts: Accounts): boolean {
  return rolesOfToken(token, accounts).includes('admin')
}

/** Those of its user in its project, or those that a trust lends. */
export function rolesOfToken({ userId, scope }: Token, accounts: Accounts): readonly RoleName[] {
  if (scope.kind === 'project') return scope.trust?.roles ?? rolesOf(accounts, userId, scope.projectId)
  return scope.kind === 'system' ? ['reader', 'member', 'admin'] : []
}

/** The token that a call is made with. */
export function caller(call: Call, identity: Identity): Token {
  const token = identity.tokens.find(header(call, 'x-auth-token') ?? '')
  if (!token) throw refuseUnauthenticated(call)
  return token
}
