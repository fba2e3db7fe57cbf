import * as z from 'zod'

import { cloudAuth } from './cloud-auth.ts'

export const endpointInterface = z.enum(['public', 'internal', 'admin'])
export type EndpointInterface = z.infer<typeof endpointInterface>

export const cloudColour = z.enum(['teal', 'blue', 'violet', 'pink', 'orange', 'red', 'green', 'grey'])
export type CloudColour = z.infer<typeof cloudColour>

/** Everything an operator decides about a cloud. Never holds a secret. */
export const cloudSettings = z.object({
  name: z.string().trim().min(1).max(100),
  authUrl: z.url({ protocol: /^https?$/ }),
  auth: cloudAuth,
  regionName: z.string().min(1).nullable(),
  interface: endpointInterface,
  verifyTls: z.boolean(),
  /** Path of a PEM bundle that is trusted for this cloud beside the system's authorities. */
  caFile: z.string().min(1).nullable(),
  /** Paths of the certificate, and of its key where that is in a file of its own, that hosts of this cloud ask for. */
  clientCertFile: z.string().min(1).nullable(),
  clientKeyFile: z.string().min(1).nullable(),
  /** Takes the place of the catalog's address of the image service. */
  imageEndpoint: z.url({ protocol: /^https?$/ }).nullable(),
  colour: cloudColour,
  /** On a protected cloud, deleting and deactivating ask for the image's name. */
  isProtected: z.boolean(),
})
export type CloudSettings = z.infer<typeof cloudSettings>

export const project = z.object({ id: z.string(), name: z.string(), domainId: z.string().nullable() })
export type Project = z.infer<typeof project>

/** What a user may be scoped to beside projects. */
export const otherScopes = z.object({
  domains: z.array(z.object({ id: z.string(), name: z.string() })),
  /** Whether the user has a role on the whole system. */
  isSystem: z.boolean(),
})
export type OtherScopes = z.infer<typeof otherScopes>

/** What a session can be moved to. */
export const scopeTarget = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('project'), projectId: z.string().min(1) }),
  z.object({ kind: z.literal('domain'), domainId: z.string().min(1) }),
  z.object({ kind: z.literal('system') }),
])
export type ScopeTarget = z.infer<typeof scopeTarget>

/** What the page may know about a token. The token itself never leaves the host. */
export const session = z.discriminatedUnion('state', [
  z.object({ state: z.literal('signed-out') }),
  z.object({
    state: z.literal('signed-in'),
    user: z.object({ id: z.string(), name: z.string() }),
    scope: z.enum(['none', 'project', 'domain', 'system', 'trust']),
    /** Of a token for a project or a trust. */
    project: project.nullable(),
    /** Of a token for a domain. */
    domainName: z.string().nullable(),
    roles: z.array(z.string()),
    /** Milliseconds since the epoch, by this machine's clock: the cloud's clock skew is already taken out. */
    expiresAtMs: z.int(),
    /** Whole life of the token, for a countdown. */
    lifetimeMs: z.int(),
    /** False when a new token takes a passcode, or another token. */
    isRenewable: z.boolean(),
    /** First twelve hex digits of the token's SHA-256: enough to tell two tokens apart. */
    fingerprint: z.string(),
    regionName: z.string().nullable(),
    regionNames: z.array(z.string()),
    /** Those that the catalog has for the image service, in this region. */
    interfaces: z.array(endpointInterface),
    identityEndpoint: z.string(),
    /** Null when the catalog of this scope names no image service. */
    imageEndpoint: z.string().nullable(),
  }),
])
export type Session = z.infer<typeof session>
export type SignedInSession = Extract<Session, { state: 'signed-in' }>

export const cloud = z.object({
  id: z.string().min(1),
  origin: z.enum(['added', 'imported', 'sandbox']),
  settings: cloudSettings,
  hasSecret: z.boolean(),
  session,
})
export type Cloud = z.infer<typeof cloud>

/** A service of a token's catalog, and where it is. */
export const catalogService = z.object({
  type: z.string(),
  name: z.string().nullable(),
  endpoints: z.array(
    z.object({
      interface: z.string(),
      regionName: z.string().nullable(),
      url: z.string(),
      /** The same as a request writes it: by a variable where the cloud's region and interface lead here. */
      template: z.string(),
    }),
  ),
})
export type CatalogService = z.infer<typeof catalogService>

/** What "Test" finds out without keeping anything. */
export const cloudProbe = z.object({
  identityVersion: z.string(),
  identityEndpoint: z.string(),
  userName: z.string(),
  projectName: z.string().nullable(),
  imageEndpoint: z.string().nullable(),
  tookMs: z.number(),
})
export type CloudProbe = z.infer<typeof cloudProbe>
