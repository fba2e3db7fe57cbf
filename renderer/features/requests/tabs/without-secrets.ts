import type { DraftBody, RequestDraft } from '../../../../shared/model/request.ts'
import type { RequestAuth } from '../../../../shared/model/request-auth.ts'
import type { RequestOptions } from '../../../../shared/model/request-options.ts'
import { redacted } from '../../../../shared/model/wire.ts'

const secretName = /token|secret|passw|passcode|authorization|cookie|api[-_]?key/i
/** Fernet and JWS: what Keystone's tokens look like, wherever they stand. */
const token = /gAAAA[\w-]{20,}(?:=|%3D)*|eyJ[\w-]+\.[\w-]+\.[\w-]+/g
const secretMember = /("(?:[\w-]*(?:passw|passcode|secret|token)[\w-]*)"\s*:\s*)"((?:[^"\\]|\\.)*)"/gi

/**
 * The draft as it may lie in the browser's storage: secrets that were typed out are replaced, those that stand as
 * `{{name}}` are left, because the host holds their values.
 */
export function withoutSecrets(draft: RequestDraft): RequestDraft {
  return {
    ...draft,
    url: withoutTokens(draft.url),
    query: draft.query.map(withoutSecretValue),
    headers: draft.headers.map(withoutSecretValue),
    body: bodyWithoutSecrets(draft.body),
    auth: authWithoutSecrets(draft.auth),
    options: optionsWithoutSecrets(draft.options),
  }
}

/** Whether something was taken out of a draft that has been read back. */
export function lacksSecrets({ url, query, headers, body, auth, options }: RequestDraft): boolean {
  return JSON.stringify([url, query, headers, body, auth, options]).includes(redacted)
}

/** Whether a header's value is a secret that was typed out, and so is hidden until it is asked for. */
export function isTypedSecret(name: string, value: string): boolean {
  return (
    secretName.test(name) &&
    value !== '' &&
    value !== redacted &&
    !value.startsWith('{') &&
    !value.includes('{{')
  )
}

function withoutSecretValue<Named extends { name: string; value: string }>(pair: Named): Named {
  const value = secretName.test(pair.name) ? redactTyped(pair.value) : withoutTokens(pair.value)
  return { ...pair, value }
}

function bodyWithoutSecrets(body: DraftBody): DraftBody {
  switch (body.kind) {
    case 'text':
      return { ...body, text: redactMembers(body.text) }
    case 'urlencoded':
      return { ...body, pairs: body.pairs.map(withoutSecretValue) }
    case 'multipart':
      return {
        ...body,
        parts: body.parts.map((part) => (part.kind === 'text' ? withoutSecretValue(part) : part)),
      }
    case 'none':
    case 'file':
      return body
  }
}

function authWithoutSecrets(auth: RequestAuth): RequestAuth {
  switch (auth.kind) {
    case 'basic':
    case 'digest':
      return { ...auth, password: redactTyped(auth.password) }
    case 'bearer':
      return { ...auth, token: redactTyped(auth.token) }
    case 'api-key':
      return { ...auth, value: redactTyped(auth.value) }
    case 'oauth2-client-credentials':
    case 'oauth2-authorization-code':
      return { ...auth, clientSecret: redactTyped(auth.clientSecret) }
    case 'inherit':
    case 'none':
    case 'keystone':
      return auth
  }
}

function optionsWithoutSecrets(options: RequestOptions): RequestOptions {
  const { proxy, clientCertificate } = options
  const passphrase = clientCertificate?.passphrase ?? null
  return {
    ...options,
    proxy: proxy.kind === 'url' ? { ...proxy, url: withoutPassword(proxy.url) } : proxy,
    clientCertificate:
      clientCertificate === null || passphrase === null
        ? clientCertificate
        : { ...clientCertificate, passphrase: redactTyped(passphrase) },
  }
}

/** Of `user:password@host`. */
function withoutPassword(url: string): string {
  return url.replace(
    /^([^/]*\/\/[^:@/]*:)([^@/]+)@/,
    (_, start: string, password: string) => `${start}${redactTyped(password)}@`,
  )
}

function redactMembers(text: string): string {
  const named = text.replace(
    secretMember,
    (_, start: string, value: string) => `${start}"${redactTyped(value)}"`,
  )
  return withoutTokens(named)
}

function redactTyped(value: string): string {
  return value === '' || value.includes('{{') ? value : redacted
}

function withoutTokens(text: string): string {
  return text.replace(token, redacted)
}
