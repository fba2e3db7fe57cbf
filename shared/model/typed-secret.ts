const secretHeaders = new Set(['authorization', 'proxy-authorization', 'cookie', 'set-cookie'])
const secretName = /token|secret|passw(?:or)?d|passcode|passphrase|adminpass|api[-_]?key/i
/** `password_expires_at` tells a time, `token_type` a word. */
const harmlessName = /[-_](?:at|type|algorithm)$/i
/** Tokens of Keystone (Fernet), JSON web tokens, and what follows a scheme of Authorization and is no word. */
const token =
  /gAAAA[\w-]{16,}(?:=|%3D)*|(?<![\w-])eyJ[\w-]{8,}\.[\w-]+\.[\w-]+|(?<=\b(?:Bearer|Basic) +)(?=[\w.~+/-]*[\d=])[\w.~+/=-]{8,}/
const everyToken = new RegExp(token, 'g')

/** Whether a header, a query parameter or a key names something that must not be kept. */
export function isSecretName(name: string): boolean {
  return secretHeaders.has(name.toLowerCase()) || (secretName.test(name) && !harmlessName.test(name))
}

/** Whether a token stands somewhere in a text, whatever it is called. */
export function holdsToken(text: string): boolean {
  return token.test(text)
}

export function replaceTokens(text: string, change: (token: string) => string): string {
  return text.replace(everyToken, change)
}

/** Whether a value that must be secret was typed out: one with a `{{name}}` in it is a reference. */
export function isTypedOut(value: string): boolean {
  return value !== '' && !/\{\{\$?[\w.-]+\}\}/.test(value)
}
