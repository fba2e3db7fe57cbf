import * as z from 'zod'

import { type RequestAuth, requestAuth } from '../../../../shared/model/request-auth.ts'
import type { FileObject } from './yaml-text.ts'

const word = z
  .string()
  .nullish()
  .transform((value) => value ?? '')
const credentials = z
  .object({
    clientId: word,
    clientSecret: word,
    placement: z.string().optional(),
  })
  .default({ clientId: '', clientSecret: '', placement: undefined })
const oauth = { type: z.literal('oauth2'), accessTokenUrl: word, scope: word, credentials }

const authInFile = z.union([
  z.literal('inherit'),
  z.object({ type: z.literal(['basic', 'digest']), username: word, password: word }),
  z.object({ type: z.literal('bearer'), token: word }),
  z.object({ type: z.literal('apikey'), key: word, value: word, placement: z.string().default('header') }),
  z.object({ flow: z.literal('client_credentials'), ...oauth }),
  z.object({ flow: z.literal('authorization_code'), authorizationUrl: word, ...oauth }),
])

/** What `auth` of a file asks for; null for a kind that Arclight does not know. */
export function authOf(inFile: unknown, extension: unknown): RequestAuth | null {
  const own = requestAuth.safeParse(extension)
  if (own.success) return own.data
  if (inFile === undefined || inFile === null || inFile === 'none') return { kind: 'none' }
  const { data } = authInFile.safeParse(inFile)
  if (data === undefined) return null
  if (data === 'inherit') return { kind: 'inherit' }
  if ('flow' in data) return oauthOf(data)
  switch (data.type) {
    case 'basic':
    case 'digest':
      return { kind: data.type, username: data.username, password: data.password }
    case 'bearer':
      return { kind: 'bearer', token: data.token }
    case 'apikey':
      return {
        kind: 'api-key',
        name: data.key,
        value: data.value,
        in: data.placement === 'query' ? 'query' : 'header',
      }
  }
}

function oauthOf(data: Extract<Exclude<z.infer<typeof authInFile>, string>, { flow: string }>): RequestAuth {
  const client = {
    tokenUrl: data.accessTokenUrl,
    clientId: data.credentials.clientId,
    clientSecret: data.credentials.clientSecret,
    scope: data.scope,
    credentialsIn: data.credentials.placement === 'body' ? 'body' : 'header',
  } as const
  return data.flow === 'client_credentials'
    ? { kind: 'oauth2-client-credentials', ...client }
    : { kind: 'oauth2-authorization-code', authorizationUrl: data.authorizationUrl, ...client }
}

/** How a file says it: in the words of the format, and under `extensions.arclight` where it has none. */
export function authData(auth: RequestAuth): {
  auth: FileObject | string | undefined
  extension: FileObject | undefined
} {
  switch (auth.kind) {
    case 'none':
      return inWords(undefined)
    case 'inherit':
      return inWords('inherit')
    case 'basic':
    case 'digest':
      return inWords({ type: auth.kind, username: auth.username, password: auth.password })
    case 'bearer':
      return inWords({ type: 'bearer', token: auth.token })
    case 'api-key':
      return inWords({ type: 'apikey', key: auth.name, value: auth.value, placement: auth.in })
    case 'keystone':
      return { auth: undefined, extension: { kind: 'keystone', cloud: auth.cloud, scope: { ...auth.scope } } }
    case 'oauth2-client-credentials':
    case 'oauth2-authorization-code':
      return inWords(oauthData(auth))
  }
}

function oauthData(auth: Extract<RequestAuth, { tokenUrl: string }>): FileObject {
  const isCode = auth.kind === 'oauth2-authorization-code'
  return {
    type: 'oauth2',
    flow: isCode ? 'authorization_code' : 'client_credentials',
    authorizationUrl: isCode ? auth.authorizationUrl : undefined,
    accessTokenUrl: auth.tokenUrl,
    credentials: {
      clientId: auth.clientId,
      clientSecret: auth.clientSecret,
      placement: auth.credentialsIn === 'body' ? 'body' : 'basic_auth_header',
    },
    scope: auth.scope,
    pkce: isCode ? {} : undefined,
  }
}

function inWords(auth: FileObject | string | undefined) {
  return { auth, extension: undefined }
}
