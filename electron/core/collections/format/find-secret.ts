import type { RequestDraft } from '../../../../shared/model/request.ts'
import type { DraftPair } from '../../../../shared/model/request.ts'
import type { RequestAuth } from '../../../../shared/model/request-auth.ts'
import type { VariableDefinition } from '../../../../shared/model/variable-definition.ts'
import { holdsToken, isSecretName, isTypedOut } from '../../../../shared/model/typed-secret.ts'
import { scanJson, textOfScalar } from '../../history/scan-json.ts'

const inUrl = /^[a-z][\w+.-]*:\/\/[^/?#@{]*:[^/?#@{]+@/i

/**
 * Where a draft holds a secret that was typed out: `headers: X-Auth-Token`. Null when it may be written to a file.
 * A value with a `{{name}}` in it is a reference.
 */
export function findSecret(draft: RequestDraft): string | null {
  const { url, headers, query, body, auth, actions, options, docs } = draft
  return (
    inText('url', url) ??
    (inUrl.test(url) ? 'url' : null) ??
    inPairs('query', queryPairs(url)) ??
    inPairs('query', query) ??
    inPairs('headers', headers) ??
    inBody(body) ??
    inAuth(auth) ??
    inText('actions', JSON.stringify(actions)) ??
    (options.proxy.kind === 'url' && inUrl.test(options.proxy.url) ? 'options: proxy' : null) ??
    (isTypedOut(options.clientCertificate?.passphrase ?? '') ? 'options: passphrase' : null) ??
    inText('docs', docs)
  )
}

/** The same for what a folder or an environment holds. A variable that is secret has no value to be found. */
export function findSecretOfFolder(folder: {
  headers?: readonly DraftPair[]
  auth?: RequestAuth
  variables: readonly VariableDefinition[]
}): string | null {
  return (
    inPairs('headers', folder.headers ?? []) ??
    (folder.auth ? inAuth(folder.auth) : null) ??
    inPairs('variables', folder.variables)
  )
}

function inPairs(place: string, pairs: readonly { name: string; value: string }[]): string | null {
  const found = pairs.find(
    ({ name, value }) => (isSecretName(name) && isTypedOut(value)) || holdsToken(value),
  )
  return found ? `${place}: ${found.name}` : null
}

function inBody(body: RequestDraft['body']): string | null {
  switch (body.kind) {
    case 'none':
    case 'file':
      return null
    case 'text':
      return inText('body', body.text) ?? inJson(body.text)
    case 'urlencoded':
      return inPairs('body', body.pairs)
    case 'multipart':
      return inPairs(
        'body',
        body.parts.map((part) => ({ name: part.name, value: part.kind === 'text' ? part.value : '' })),
      )
  }
}

function inJson(text: string): string | null {
  if (!/^\s*[[{]/.test(text)) return null
  for (const { path, source } of scanJson(text)) {
    const key = path.findLast((step) => typeof step === 'string')
    if (!source.startsWith('"') || key === undefined || !isTypedOut(textOfScalar(source))) continue
    if (isSecretName(key) || (key === 'id' && path.at(-2) === 'token')) return `body: ${path.join('.')}`
  }
  return null
}

function inAuth(auth: RequestAuth): string | null {
  switch (auth.kind) {
    case 'basic':
    case 'digest':
      return isTypedOut(auth.password) ? 'auth: password' : null
    case 'bearer':
      return isTypedOut(auth.token) ? 'auth: token' : null
    case 'api-key':
      return isTypedOut(auth.value) ? `auth: ${auth.name}` : null
    case 'oauth2-client-credentials':
    case 'oauth2-authorization-code':
      return isTypedOut(auth.clientSecret) ? 'auth: clientSecret' : null
    case 'inherit':
    case 'none':
    case 'keystone':
      return null
  }
}

function inText(place: string, text: string): string | null {
  return holdsToken(text) ? place : null
}

function queryPairs(url: string): { name: string; value: string }[] {
  const [, query = ''] = /\?([^#]*)/.exec(url) ?? []
  return query.split('&').map((part) => {
    const [name = '', ...value] = part.split('=')
    return { name, value: value.join('=') }
  })
}
