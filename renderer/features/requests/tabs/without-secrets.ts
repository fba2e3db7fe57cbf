import type { RequestDraft } from '../../../../shared/model/request.ts'
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
  const { url, headers, body } = draft
  return {
    ...draft,
    url: withoutTokens(url),
    headers: headers.map((header) => ({
      ...header,
      value: secretName.test(header.name) ? redactTyped(header.value) : withoutTokens(header.value),
    })),
    body: body.kind === 'text' ? { kind: 'text', text: redactMembers(body.text) } : body,
  }
}

/** Whether something was taken out of a draft that has been read back. */
export function lacksSecrets({ url, headers, body }: RequestDraft): boolean {
  const texts = [url, ...headers.map((header) => header.value), body.kind === 'text' ? body.text : '']
  return texts.some((text) => text.includes(redacted))
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
