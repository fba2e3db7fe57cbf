import { isSecretName } from '../../../shared/model/typed-secret.ts'
import { type HeaderPair, redacted } from '../../../shared/model/wire.ts'
import { type JsonPath, replaceJsonScalars, textOfScalar } from './scan-json.ts'

const signedUrlName = /signature|temp_url_sig/i
/** Fernet and JWS, the two token formats of Keystone: recognised wherever they stand. */
const keystoneToken = /gAAAA[\w-]+(?:=|%3D)*|(?<![\w-])eyJ[\w-]+\.[\w-]+\.[\w-]+/g
/** A variable tells nothing; in `Bearer {{token}}` neither. */
const wholePlaceholder = /^(?:\w+ )?\{\{[\w.-]+\}\}$/
const assignment = /(?<![\w-])([\w-]+["']?\s*[:=]\s*)("[^"\n]*"|'[^'\n]*'|[^\s&,;"']+)/g

/** Headers with `[redacted]` for each secret value. `secrets` are known values, redacted wherever they stand. */
export function redactHeaders(headers: readonly HeaderPair[], secrets: readonly string[] = []): HeaderPair[] {
  return headers.map(([name, value]) => [name, redactHeaderValue(name, value, secrets)])
}

/** A URL without user information and without the values of query parameters that are named like secrets. */
export function redactUrl(url: string, secrets: readonly string[] = []): string {
  const withoutUser = url.replace(/^([a-z][\w+.-]*:)?\/\/[^/?#]*@/i, `$1//${redacted}@`)
  const queryAt = withoutUser.indexOf('?')
  if (queryAt < 0) return redactValues(withoutUser, secrets)
  const query = redactPairs(withoutUser.slice(queryAt + 1))
  return redactValues(`${withoutUser.slice(0, queryAt)}?${query}`, secrets)
}

/**
 * A body with its secrets out and everything else untouched. What looks like JSON is read as JSON whatever its
 * content type says: `curl -d '{…}'` calls it a form.
 */
export function redactText(text: string, secrets: readonly string[] = []): string {
  return redactValues(redactNamedValues(text), secrets)
}

function redactHeaderValue(name: string, value: string, secrets: readonly string[]): string {
  if (isSecretName(name)) return value === '' || wholePlaceholder.test(value) ? value : redacted
  return redactValues(value.includes('://') ? redactUrl(value) : value, secrets)
}

function redactNamedValues(text: string): string {
  if (/^\s*[[{]/.test(text)) return redactJson(text)
  if (/^[^\s=&]+=[^\s]*$/.test(text)) return redactPairs(text)
  return text.replace(assignment, (whole, start: string, value: string) =>
    isSecretName(start.replace(/["'\s:=]+$/, '')) && !wholePlaceholder.test(value) ? start + redacted : whole,
  )
}

function redactJson(text: string): string {
  return replaceJsonScalars(text, ({ path, source }) => {
    if (/^(?:null|true|false)$/.test(source)) return null
    const value = textOfScalar(source)
    if (isSecretPath(path)) return wholePlaceholder.test(value) ? null : `"${redacted}"`
    if (!/^\s*[[{]/.test(value) || !source.startsWith('"')) return null
    // A credential's `blob` is JSON inside a string.
    const inner = redactJson(value)
    return inner === value ? null : JSON.stringify(inner)
  })
}

function isSecretPath(path: JsonPath): boolean {
  // The key of the value, or of the array that it stands in.
  const key = path.slice(-3).findLast((step) => typeof step === 'string')
  if (key === undefined) return false
  return isSecretName(key) || (key === 'id' && path.at(-2) === 'token')
}

function redactPairs(query: string): string {
  const pairs = query.split(/([&;#])/).map((pair) => {
    const equals = pair.indexOf('=')
    const name = pair.slice(0, Math.max(equals, 0))
    const isSecret = isSecretName(name) || signedUrlName.test(name)
    return isSecret && !wholePlaceholder.test(pair.slice(equals + 1)) ? `${name}=${redacted}` : pair
  })
  return pairs.join('')
}

function redactValues(text: string, secrets: readonly string[]): string {
  // A secret of a letter or two would take every word apart; such a one is only redacted by its name.
  const known = secrets.filter((secret) => secret.length > 3).toSorted((a, b) => b.length - a.length)
  return known
    .reduce((rest, secret) => rest.replaceAll(secret, redacted), text)
    .replace(keystoneToken, redacted)
}
