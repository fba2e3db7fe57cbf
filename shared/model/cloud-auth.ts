import * as z from 'zod'

/** An id, or a name that is only unique inside something else. Ids win when both are known. */
export const domainRef = z.union([z.object({ id: z.string().min(1) }), z.object({ name: z.string().min(1) })])
export type DomainRef = z.infer<typeof domainRef>

export const userRef = z.union([
  z.object({ id: z.string().min(1) }),
  z.object({ name: z.string().min(1), domain: domainRef }),
])
export type UserRef = z.infer<typeof userRef>

export const projectRef = z.union([
  z.object({ id: z.string().min(1) }),
  z.object({ name: z.string().min(1), domain: domainRef }),
])
export type ProjectRef = z.infer<typeof projectRef>

/**
 * What a token is asked for (Identity API v3, "Password authentication with … authorization").
 * `default` sends no scope: Keystone then uses the user's default project, if any.
 * `unscoped` sends the explicit string and so never gets a project.
 */
export const authScope = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('default') }),
  z.object({ kind: z.literal('unscoped') }),
  z.object({ kind: z.literal('project'), project: projectRef }),
  z.object({ kind: z.literal('domain'), domain: domainRef }),
  z.object({ kind: z.literal('system') }),
  z.object({ kind: z.literal('trust'), trustId: z.string().min(1) }),
])
export type AuthScope = z.infer<typeof authScope>

export const applicationCredentialRef = z.union([
  z.object({ id: z.string().min(1) }),
  z.object({ name: z.string().min(1), user: userRef }),
])
export type ApplicationCredentialRef = z.infer<typeof applicationCredentialRef>

const asUser = { user: userRef, scope: authScope }

/** How to sign in, without any secret. An application credential has its scope inside and never sends one. */
export const cloudAuth = z.discriminatedUnion('method', [
  z.object({ method: z.literal('password'), ...asUser }),
  z.object({ method: z.literal('totp'), ...asUser }),
  /** Both in one request; a user who is asked for the passcode afterwards needs only `password`. */
  z.object({ method: z.literal('password-and-totp'), ...asUser }),
  z.object({ method: z.literal('token'), scope: authScope }),
  z.object({ method: z.literal('application-credential'), credential: applicationCredentialRef }),
])
export type CloudAuth = z.infer<typeof cloudAuth>
export type AuthMethod = CloudAuth['method']

/** The methods that send a secret which can be kept: a password, a token, or that of an application credential. */
export function needsSecret({ method }: CloudAuth): boolean {
  return method !== 'totp'
}

/** Whether a code of six digits has to be typed each time. */
export function needsPasscode({ method }: CloudAuth): boolean {
  return method === 'totp' || method === 'password-and-totp'
}

/** Who signs in, as far as the settings tell. */
export function userOf(auth: CloudAuth): UserRef | null {
  if ('user' in auth) return auth.user
  return auth.method === 'application-credential' && 'user' in auth.credential ? auth.credential.user : null
}

/** The same sign-in with another scope; null where the scope cannot be chosen. */
export function withScope(auth: CloudAuth, scope: AuthScope): CloudAuth | null {
  return 'scope' in auth ? { ...auth, scope } : null
}
