import type { DraftPair, RequestDraft } from '../../../../shared/model/request.ts'
import type { ImportedFolder, ImportedItem } from '../import/imported.ts'

const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json'

/** A collection of Postman 2.1. Actions and options have no word there that is no script, and are not written. */
export function toPostman(root: ImportedFolder): string {
  const collection = {
    info: { name: root.name, description: root.docs, schema },
    auth: authOf(root.auth),
    variable: root.variables
      .filter(({ isSecret }) => !isSecret)
      .map(({ name, value, isEnabled }) => ({ key: name, value, disabled: !isEnabled })),
    item: root.items.map(itemOf),
  }
  return `${JSON.stringify(collection, null, 2)}\n`
}

function itemOf(item: ImportedItem): unknown {
  if (item.kind === 'folder') {
    const { name, docs, auth, items } = item.folder
    return { name, description: docs, auth: authOf(auth), item: items.map(itemOf) }
  }
  const { name, method, url, query, headers, body, auth, docs } = item.draft
  const rows = query.length > 0 ? { query: query.map(keyed) } : {}
  const request = {
    method,
    url: { raw: url, ...rows },
    header: headers.map(keyed),
    body: bodyOf(body),
    auth: authOf(auth),
    description: docs,
  }
  return { name, request }
}

function keyed({ name, value, isEnabled, description }: DraftPair) {
  const pair = { key: name, value, disabled: !isEnabled }
  return description === undefined ? pair : { ...pair, description }
}

function bodyOf(body: RequestDraft['body']): unknown {
  switch (body.kind) {
    case 'none':
      return undefined
    case 'text':
      return { mode: 'raw', raw: body.text, options: body.language && { raw: { language: body.language } } }
    case 'urlencoded':
      return { mode: 'urlencoded', urlencoded: body.pairs.map(keyed) }
    case 'multipart':
      return { mode: 'formdata', formdata: body.parts.map(partOf) }
    case 'file':
      return { mode: 'file', file: { src: body.file?.name ?? '' } }
  }
}

function partOf(part: Extract<RequestDraft['body'], { kind: 'multipart' }>['parts'][number]): unknown {
  const common = { key: part.name, contentType: part.contentType, disabled: !part.isEnabled }
  return part.kind === 'text'
    ? { ...common, type: 'text', value: part.value }
    : { ...common, type: 'file', src: part.file?.name ?? '' }
}

/** Keystone is no way to sign in there: the token goes as the header that it is. */
function authOf(auth: RequestDraft['auth']): unknown {
  switch (auth.kind) {
    case 'inherit':
      return undefined
    case 'none':
      return { type: 'noauth' }
    case 'basic':
    case 'digest':
      return {
        type: auth.kind,
        [auth.kind]: parameters({ username: auth.username, password: auth.password }),
      }
    case 'bearer':
      return { type: 'bearer', bearer: parameters({ token: auth.token }) }
    case 'api-key':
      return { type: 'apikey', apikey: parameters({ key: auth.name, value: auth.value, in: auth.in }) }
    case 'keystone':
      return { type: 'apikey', apikey: parameters({ key: 'X-Auth-Token', value: '{{token}}', in: 'header' }) }
    case 'oauth2-client-credentials':
    case 'oauth2-authorization-code': {
      const isCode = auth.kind === 'oauth2-authorization-code'
      const held = {
        accessTokenUrl: auth.tokenUrl,
        clientId: auth.clientId,
        clientSecret: auth.clientSecret,
        scope: auth.scope,
        client_authentication: auth.credentialsIn,
        grant_type: isCode ? 'authorization_code_with_pkce' : 'client_credentials',
        ...(isCode ? { authUrl: auth.authorizationUrl } : {}),
      }
      return { type: 'oauth2', oauth2: parameters(held) }
    }
  }
}

function parameters(held: Record<string, string>) {
  return Object.entries(held).map(([key, value]) => ({ key, value, type: 'string' }))
}
