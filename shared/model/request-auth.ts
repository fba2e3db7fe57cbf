import * as z from 'zod'

/** What a Keystone token is asked for. `cloud`: as the cloud is set. */
const keystoneScope = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('cloud') }),
  z.object({ kind: z.literal('project'), projectId: z.string() }),
  z.object({ kind: z.literal('domain'), domainId: z.string() }),
  z.object({ kind: z.literal('system') }),
  z.object({ kind: z.literal('unscoped') }),
])

const oauthClient = {
  tokenUrl: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
  scope: z.string(),
  /** Where the client's id and secret go (RFC 6749 section 2.3.1). */
  credentialsIn: z.enum(['header', 'body']).default('header'),
}

/** How a request proves who asks. Every text may hold `{{names}}`; a secret must, or the request cannot be saved. */
export const requestAuth = z.discriminatedUnion('kind', [
  /** As the folder or the collection says; `none` where there is neither. */
  z.object({ kind: z.literal('inherit') }),
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('basic'), username: z.string(), password: z.string() }),
  z.object({ kind: z.literal('bearer'), token: z.string() }),
  z.object({
    kind: z.literal('api-key'),
    name: z.string(),
    value: z.string(),
    in: z.enum(['header', 'query']),
  }),
  /** RFC 7616. */
  z.object({ kind: z.literal('digest'), username: z.string(), password: z.string() }),
  z.object({ kind: z.literal('oauth2-client-credentials'), ...oauthClient }),
  /** With PKCE, always S256. The answer comes to a port of this machine that is open for as long as it takes. */
  z.object({ kind: z.literal('oauth2-authorization-code'), authorizationUrl: z.string(), ...oauthClient }),
  /** `cloud` is a name, as collections travel; null: the cloud that is chosen. */
  z.object({
    kind: z.literal('keystone'),
    cloud: z.string().nullable(),
    scope: keystoneScope.default({ kind: 'cloud' }),
  }),
])
export type RequestAuth = z.infer<typeof requestAuth>

/** What happens between "Sign in" and a token. */
export const authorizeEvent = z.discriminatedUnion('type', [
  /** To be opened outside, by somebody who wants that: http or https. */
  z.object({ type: z.literal('open'), url: z.string() }),
  /** Null: until the server refuses the token. */
  z.object({ type: z.literal('done'), expiresAtMs: z.number().nullable() }),
])
export type AuthorizeEvent = z.infer<typeof authorizeEvent>
