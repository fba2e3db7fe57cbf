import { createHash, randomBytes } from 'node:crypto'

/** What a server asks for in one `WWW-Authenticate: Digest …`. */
export interface DigestChallenge {
  readonly realm: string
  readonly nonce: string
  readonly opaque: string | null
  readonly algorithm: 'MD5' | 'MD5-sess' | 'SHA-256' | 'SHA-256-sess'
  readonly hasQop: boolean
  /** The last answer was right but for its age. */
  readonly isStale: boolean
  readonly isUserHashed: boolean
}

/** No honest challenge is longer. */
const longestChallenge = 8192

const algorithms = ['SHA-256', 'SHA-256-sess', 'MD5', 'MD5-sess'] as const

/**
 * The strongest challenge among these header values that can be met (RFC 7616 section 3.7), or null. Of the qualities
 * of protection `auth` is, `auth-int` alone is not.
 */
export function readChallenge(values: readonly string[]): DigestChallenge | null {
  const offered = values
    .filter((value) => value.length <= longestChallenge)
    .flatMap(digestChallenges)
    .map(challengeOf)
    .filter((found) => found !== null)
  const rank = ({ algorithm }: DigestChallenge) => algorithms.indexOf(algorithm)
  return offered.toSorted((a, b) => rank(a) - rank(b))[0] ?? null
}

export interface DigestInput {
  readonly username: string
  readonly password: string
  readonly method: string
  /** Path and query, as in the request line. */
  readonly target: string
  readonly cnonce?: string
}

/** The value of `Authorization` that meets a challenge (RFC 7616 section 3.4). */
export function digestAuthorization(challenge: DigestChallenge, input: DigestInput): string {
  const { realm, nonce, algorithm, opaque, hasQop } = challenge
  const { username, password, method, target, cnonce = randomBytes(16).toString('hex') } = input
  const hash = (text: string) =>
    createHash(algorithm.startsWith('SHA-256') ? 'sha256' : 'md5')
      .update(text, 'utf8')
      .digest('hex')
  const count = '00000001'
  const base = hash(`${username}:${realm}:${password}`)
  const a1 = algorithm.endsWith('-sess') ? hash(`${base}:${nonce}:${cnonce}`) : base
  const a2 = hash(`${method}:${target}`)
  const response = hash(hasQop ? `${a1}:${nonce}:${count}:${cnonce}:auth:${a2}` : `${a1}:${nonce}:${a2}`)
  const fields = [
    userField(challenge, username, hash),
    `realm=${quoted(realm)}`,
    `nonce=${quoted(nonce)}`,
    `uri=${quoted(target)}`,
    `algorithm=${algorithm}`,
    `response="${response}"`,
    ...(hasQop ? ['qop=auth', `nc=${count}`, `cnonce="${cnonce}"`] : []),
    ...(opaque === null ? [] : [`opaque=${quoted(opaque)}`]),
    ...(challenge.isUserHashed ? ['userhash=true'] : []),
  ]
  return `Digest ${fields.join(', ')}`
}

function userField(
  { isUserHashed, realm }: DigestChallenge,
  username: string,
  hash: (text: string) => string,
): string {
  if (isUserHashed) return `username="${hash(`${username}:${realm}`)}"`
  // RFC 8187 for what is not ASCII.
  return /^[\x20-\x7e]*$/.test(username)
    ? `username=${quoted(username)}`
    : `username*=UTF-8''${encodeURIComponent(username)}`
}

/** One value may hold several challenges, of several schemes (RFC 9110 section 11.6.1). */
function digestChallenges(value: string): string[] {
  const starts = [...value.matchAll(/(?:^|,)\s*([!#$%&'*+.^_`|~\w-]+)(?=\s+[!#$%&'*+.^_`|~\w-]+\s*=)/g)]
  return starts
    .map((start, index) => ({ scheme: start[1], text: value.slice(start.index, starts[index + 1]?.index) }))
    .filter(({ scheme }) => scheme?.toLowerCase() === 'digest')
    .map(({ text }) => text.replace(/^[\s,]*digest\s+/i, ''))
}

function challengeOf(text: string): DigestChallenge | null {
  const fields = new Map<string, string>()
  for (const [, name = '', inQuotes, bare = ''] of text.matchAll(
    /([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/g,
  ))
    fields.set(name.toLowerCase(), inQuotes === undefined ? bare : inQuotes.replace(/\\(.)/g, '$1'))
  const wanted = (fields.get('algorithm') ?? 'MD5').toLowerCase()
  const algorithm = algorithms.find((known) => known.toLowerCase() === wanted)
  const [realm, nonce, qop] = [fields.get('realm'), fields.get('nonce'), fields.get('qop')]
  const hasQop = qop?.split(',').some((word) => word.trim().toLowerCase() === 'auth') ?? false
  if (algorithm === undefined || realm === undefined || nonce === undefined) return null
  if (qop !== undefined && !hasQop) return null
  return {
    realm,
    nonce,
    opaque: fields.get('opaque') ?? null,
    algorithm,
    hasQop,
    isStale: fields.get('stale')?.toLowerCase() === 'true',
    isUserHashed: fields.get('userhash')?.toLowerCase() === 'true',
  }
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}
