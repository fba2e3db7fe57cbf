import { AppError } from '../../../shared/errors.ts'
import type { HeaderPair } from '../../../shared/model/wire.ts'
import { isSecretName } from '../../../shared/model/typed-secret.ts'
import { headerValue } from './collect-answer.ts'
import type { ConnectionOptions, ExchangeHead, ExchangeRequest, RedirectRules } from './exchange.ts'

/** Where an answer redirects to, as it says; null for one that is no redirect to follow. */
export function redirectLocation({ status, headers }: ExchangeHead): string | null {
  if (![301, 302, 303, 307, 308].includes(status)) return null
  const location = headerValue(headers, 'location')
  // Headers are read byte by byte; what is not ASCII was meant as UTF-8.
  return location === null ? null : Buffer.from(location, 'latin1').toString('utf8')
}

/**
 * The request that a redirect asks for, and the names of the headers that do not go along. Throws REDIRECT_REFUSED
 * where it may not be followed.
 */
export function nextHop(
  request: ExchangeRequest,
  head: ExchangeHead,
  rules: RedirectRules & { readonly hops: number },
): { next: ExchangeRequest; droppedHeaders: string[] } {
  const from = new URL(request.url)
  const to = targetOf(head, from, rules)
  const isElsewhere = to.origin !== from.origin
  const method = nextMethod(request.method, head.status, rules.keepMethod)
  const leavesBody = method === 'GET' && request.method.toUpperCase() !== 'GET'
  const { secrets = [] } = request.context
  if (isElsewhere && !leavesBody && holdsSecret(request.body, secrets))
    throw refusal('secret-in-body', from, to.href, rules)

  const isDropped = ([name, value]: HeaderPair) =>
    (leavesBody && isAboutBody(name)) ||
    (isElsewhere && (isBoundToOrigin(name) || secrets.some((secret) => isIn(secret, value))))
  const next: ExchangeRequest = {
    ...request,
    method,
    url: to.href,
    headers: request.headers.filter((pair) => !isDropped(pair)),
    body: leavesBody ? { kind: 'none' } : request.body,
    expectContinue: request.expectContinue && !leavesBody,
    connection: isElsewhere ? withoutIdentity(request.connection) : request.connection,
  }
  return { next, droppedHeaders: request.headers.filter(isDropped).map(([name]) => name) }
}

function targetOf(head: ExchangeHead, from: URL, rules: RedirectRules & { hops: number }): URL {
  const location = redirectLocation(head) ?? ''
  const to = URL.canParse(location, from.href) ? new URL(location, from) : null
  if (!to || to.username || to.password) throw refusal('not-a-url', from, location, rules)
  if (to.protocol !== 'http:' && to.protocol !== 'https:') throw refusal('not-http', from, location, rules)
  if (from.protocol === 'https:' && to.protocol === 'http:' && !rules.mayLoseTls)
    throw refusal('loses-tls', from, to.href, rules)
  if (rules.hops >= rules.maxHops) throw refusal('too-many', from, to.href, rules)
  return to
}

function refusal(
  reason: 'too-many' | 'not-http' | 'loses-tls' | 'secret-in-body' | 'not-a-url',
  from: URL,
  location: string,
  { maxHops }: RedirectRules,
): AppError {
  const shown = location
    .replace(/[?#].*$/s, '')
    .replace(/\/\/[^/]*@/, '//')
    .replace(/\p{C}/gu, '')
    .slice(0, 200)
  return new AppError('REDIRECT_REFUSED', { host: from.host, reason, location: shown, maxHops })
}

/** RFC 9110 sections 15.4.2 to 15.4.4, with what the web does of POST; 307 and 308 never change a method. */
function nextMethod(method: string, status: number, keepMethod: boolean): string {
  const asked = method.toUpperCase()
  if (keepMethod || status >= 307 || asked === 'HEAD') return method
  if (status === 303) return 'GET'
  return asked === 'POST' ? 'GET' : method
}

function isAboutBody(name: string): boolean {
  return /^(?:content-.*|transfer-encoding|expect|digest|trailer)$/i.test(name)
}

/** Whatever says who is asking, or is addressed to one server. */
function isBoundToOrigin(name: string): boolean {
  return /^(?:host|cookie2|x-openstack-.*)$/i.test(name) || isSecretName(name)
}

function holdsSecret(body: ExchangeRequest['body'], secrets: readonly string[]): boolean {
  if (body.kind !== 'bytes') return false
  const bytes = Buffer.from(body.bytes.buffer, body.bytes.byteOffset, body.bytes.byteLength)
  return secrets.some((secret) => secret.length > 3 && bytes.includes(secret))
}

function isIn(secret: string, value: string): boolean {
  return secret.length > 3 && value.includes(secret)
}

function withoutIdentity(connection: ConnectionOptions): ConnectionOptions {
  const { clientCertificate, ...rest } = connection
  return clientCertificate ? rest : connection
}
