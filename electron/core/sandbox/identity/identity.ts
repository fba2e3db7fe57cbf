import { type Accounts, rolesOf } from './accounts.ts'
import type { Token, Tokens } from './tokens.ts'

/** What both services know of who is who. */
export interface Identity {
  readonly accounts: Accounts
  readonly tokens: Tokens
  /** Where this is served, with `/v3`; where the images are, without a version. Known once both servers listen. */
  identityUrl(): string
  imageUrl(): string
}

export function isAdmin(token: Token, accounts: Accounts): boolean {
  const { scope } = token
  if (scope.kind === 'project') return rolesOf(accounts, token.userId, scope.projectId).includes('admin')
  return scope.kind === 'system'
}
