import type { RequestDraft } from '../../../shared/model/request.ts'
import type { RequestOptions } from '../../../shared/model/request-options.ts'
import { redactHeaders, redactText, redactUrl } from '../history/redact.ts'
import { authWithoutSecrets, withoutSecret } from './auth/auth-texts.ts'

/** A draft as it may lie on disk: what was typed out as a secret is gone, what stands behind a `{{name}}` is not in it. */
export function draftWithoutSecrets(draft: RequestDraft): RequestDraft {
  return {
    ...draft,
    url: redactUrl(draft.url),
    query: withoutSecretPairs(draft.query),
    headers: withoutSecretPairs(draft.headers),
    body: bodyWithoutSecrets(draft.body),
    auth: authWithoutSecrets(draft.auth),
    options: optionsWithoutSecrets(draft.options),
  }
}

export function optionsWithoutSecrets(options: RequestOptions): RequestOptions {
  const { proxy, clientCertificate: own } = options
  return {
    ...options,
    proxy: proxy.kind === 'url' ? { ...proxy, url: proxyWithoutSecret(proxy.url) } : proxy,
    clientCertificate: own?.passphrase ? { ...own, passphrase: withoutSecret(own.passphrase) } : own,
  }
}

function bodyWithoutSecrets(body: RequestDraft['body']): RequestDraft['body'] {
  switch (body.kind) {
    case 'text':
      return { ...body, text: redactText(body.text) }
    case 'urlencoded':
      return { ...body, pairs: withoutSecretPairs(body.pairs) }
    case 'multipart':
      return {
        ...body,
        parts: body.parts.map((part) =>
          part.kind === 'text' ? { ...part, value: valueWithoutSecret(part) } : part,
        ),
      }
    case 'none':
    case 'file':
      return body
  }
}

function withoutSecretPairs<Pair extends { name: string; value: string }>(pairs: readonly Pair[]): Pair[] {
  return pairs.map((pair) => ({ ...pair, value: valueWithoutSecret(pair) }))
}

function valueWithoutSecret({ name, value }: { name: string; value: string }): string {
  return redactHeaders([[name, value]])[0]?.[1] ?? ''
}

/** User and password of a proxy stay where both are names. */
function proxyWithoutSecret(url: string): string {
  const userInfo = /\/\/([^/?#]*)@/.exec(url)?.[1] ?? ''
  const isNamed = userInfo.split(':').every((part) => part === '' || /^\{\{[\w.-]+\}\}$/.test(part))
  return isNamed ? url : redactUrl(url)
}
