import type { RequestDraft } from '../../../../shared/model/request.ts'
import { redacted } from '../../../../shared/model/wire.ts'

const secretName = /token|secret|passw|passcode|authorization|cookie|api[-_]?key/i

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
