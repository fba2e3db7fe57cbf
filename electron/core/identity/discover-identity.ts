import * as z from 'zod'

import { AppError } from '../../../shared/errors.ts'
import { type Answer, headerValue } from '../http/collect-answer.ts'
import { callIdentity, type IdentityClient, readJson, refusedBy, statusLine } from './call-identity.ts'
import { identityBase, plainAuthUrl } from './identity-url.ts'

export interface IdentityService {
  /** Without the version and without a trailing slash: append `/v3/…`. */
  readonly endpoint: string
  /** As the service calls it, `v3.14`; `v3` where it does not tell without a token. */
  readonly version: string
}

/**
 * Finds the identity service behind an auth URL, given with or without `/v3`.
 *
 * Of the addresses it tells only paths are believed, and only once they answer: their scheme and host are often those
 * behind a proxy. Throws NOT_KEYSTONE with what was found instead, and CLOUD_REFUSED for a service that is down.
 */
export async function discoverIdentity(
  client: IdentityClient,
  authUrl: string,
  signal: AbortSignal,
): Promise<IdentityService> {
  const given = plainAuthUrl(authUrl)
  const base = identityBase(given)
  const findings: Finding[] = []
  for (const url of new Set([given, `${base}/v3`])) {
    const finding = await look(client, url, signal)
    if (finding.kind === 'service') return finding.service
    if (finding.kind === 'list') return await chooseBase(client, { ...finding, base }, signal)
    findings.push(finding)
  }
  if (findings.some(({ kind }) => kind === 'closed')) return { endpoint: base, version: 'v3' }
  const failed = findings.find((finding) => finding.kind === 'down')
  if (failed) throw refusedBy(given, failed.answer, [])
  const found = findings.find((finding) => finding.kind === 'other')
  throw new AppError('NOT_KEYSTONE', { url: given, found: found?.found ?? 'nothing' })
}

type Finding =
  | { kind: 'service'; service: IdentityService }
  /** A list of versions with a v3; `path` is where it says that v3 is. */
  | { kind: 'list'; path: string | null; version: string }
  /** Not to be read without a token, which some clouds want even for this. */
  | { kind: 'closed' }
  | { kind: 'down'; answer: Answer }
  | { kind: 'other'; found: string }

const versionEntry = z.object({
  id: z.string(),
  links: z.array(z.object({ rel: z.string(), href: z.string() })).catch([]),
})
const oneVersion = z.object({ version: versionEntry })
const versionList = z.object({ versions: z.object({ values: z.array(versionEntry) }) })
/** How Glance, Nova and Cinder list theirs. */
const otherList = z.object({ versions: z.array(z.object({ id: z.string() })) })

async function look(client: IdentityClient, url: string, signal: AbortSignal): Promise<Finding> {
  const { answer, url: answeredUrl } = await getFollowing(client, url, signal)
  const { status } = answer
  if (status >= 300 && status < 400 && status !== 300)
    return { kind: 'other', found: redirectFound(answer, url) }
  if (status === 401 || status === 403 || status === 405) return { kind: 'closed' }
  if (status === 429 || status >= 500) return { kind: 'down', answer }
  if (status !== 200 && status !== 300) return { kind: 'other', found: statusLine(answer) }
  return readVersions(answer, answeredUrl)
}

function readVersions(answer: Answer, url: string): Finding {
  const json = readJson(answer)
  const one = oneVersion.safeParse(json).data?.version
  if (one && isV3(one.id) && url.endsWith('/v3'))
    return { kind: 'service', service: { endpoint: identityBase(url), version: one.id } }
  const values = one ? [one] : versionList.safeParse(json).data?.versions.values
  const v3 = values?.find(({ id }) => isV3(id))
  if (v3) return { kind: 'list', path: selfPath(v3, url), version: v3.id }
  if (values) return { kind: 'other', found: `an identity service without v3 (${namesOf(values)})` }
  const others = otherList.safeParse(json).data?.versions
  if (others) return { kind: 'other', found: `the version list of another service (${namesOf(others)})` }
  return { kind: 'other', found: describe(answer, json) }
}

/** The path that the list gives, if v3 answers there; else the one that the list itself was found under. */
async function chooseBase(
  client: IdentityClient,
  list: { path: string | null; version: string; base: string },
  signal: AbortSignal,
): Promise<IdentityService> {
  const believed = { endpoint: list.base, version: list.version }
  if (list.path === null) return believed
  const told = identityBase(new URL(list.path, list.base).href)
  if (told === list.base) return believed
  const finding = await look(client, `${told}/v3`, signal)
  return finding.kind === 'service' ? finding.service : believed
}

/** Follows up to three redirects on the same host: a password will be sent to where this ends. */
async function getFollowing(
  client: IdentityClient,
  url: string,
  signal: AbortSignal,
): Promise<{ answer: Answer; url: string }> {
  let current = url
  for (let hops = 0; ; hops += 1) {
    const answer = await callIdentity(client, { method: 'GET', url: current }, signal)
    const target = redirectTarget(answer, current)
    if (hops === 3 || !target || !isSafeHop(new URL(current), target)) return { answer, url: current }
    current = plainAuthUrl(target.href)
  }
}

function redirectTarget(answer: Answer, url: string): URL | null {
  const location = headerValue(answer.headers, 'location')
  if (![301, 302, 303, 307, 308].includes(answer.status) || location === null) return null
  return URL.canParse(location, url) ? new URL(location, url) : null
}

function isSafeHop(from: URL, to: URL): boolean {
  const isUpgrade = from.protocol === 'http:' && to.protocol === 'https:'
  return from.hostname === to.hostname && (from.protocol === to.protocol || isUpgrade)
}

function redirectFound(answer: Answer, url: string): string {
  const target = redirectTarget(answer, url)
  return target ? `a redirect to ${target.origin}` : statusLine(answer)
}

function describe(answer: Answer, json: unknown): string {
  if (json !== undefined) return 'JSON that is no list of versions'
  if (!/^\s*</.test(answer.text)) return 'an answer that is not JSON'
  const title = /<title\b[^<>]*>([^<]{1,200})</i.exec(answer.text.slice(0, 65_536))?.[1]
  const words = title?.replace(/\s+/g, ' ').replace(/\p{C}/gu, '').trim()
  return words ? `a web page titled “${words}”` : 'a web page'
}

function isV3(id: string): boolean {
  return /^v3(\.|$)/.test(id)
}

function namesOf(versions: readonly { id: string }[]): string {
  return versions
    .slice(0, 3)
    .map(({ id }) => id.slice(0, 20))
    .join(', ')
}

function selfPath(version: z.infer<typeof versionEntry>, url: string): string | null {
  const href = version.links.find(({ rel }) => rel === 'self')?.href
  return href !== undefined && URL.canParse(href, url) ? new URL(href, url).pathname : null
}
