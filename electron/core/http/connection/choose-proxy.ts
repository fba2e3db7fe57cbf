import { AppError } from '../../../../shared/errors.ts'
import type { ProxyChoice } from '../exchange.ts'
import { isProxyExempt } from './is-proxy-exempt.ts'

export type ProxyKind = 'http' | 'https' | 'socks4' | 'socks4a' | 'socks5' | 'socks5h'

/** A proxy that a connection goes through. */
export interface Proxy {
  readonly kind: ProxyKind
  readonly hostname: string
  readonly port: number
  readonly credentials: { readonly user: string; readonly password: string } | null
  /** How it is named to people: without credentials. */
  readonly url: string
  /** Who named it: `request`, or the variable of the environment. */
  readonly source: string
}

export type Environment = Readonly<Record<string, string | undefined>>

/** The proxy for a host; null for a direct connection. Throws PROXY_FAILED for one that is not written as a URL. */
export function chooseProxy(
  target: { readonly isTls: boolean; readonly hostname: string; readonly port: number },
  choice: ProxyChoice | undefined,
  environment: Environment,
): Proxy | null {
  const found = choice?.kind === 'environment' ? fromEnvironment(target.isTls, environment) : fixed(choice)
  if (!found || isProxyExempt(found.noProxy, target.hostname, target.port)) return null
  return readProxy(found.url, found.source)
}

interface Found {
  readonly url: string
  readonly noProxy: string
  readonly source: string
}

function fixed(choice: Extract<ProxyChoice, { kind: 'fixed' }> | undefined): Found | null {
  return choice && choice.url !== '' ? { url: choice.url, noProxy: choice.noProxy, source: 'request' } : null
}

/** The small names win, as in curl. */
function fromEnvironment(isTls: boolean, environment: Environment): Found | null {
  const own = isTls ? 'https_proxy' : 'http_proxy'
  const names = [own, own.toUpperCase(), 'all_proxy', 'ALL_PROXY']
  const source = names.find((name) => environment[name])
  if (source === undefined) return null
  const noProxy = environment['no_proxy'] ?? environment['NO_PROXY'] ?? ''
  return { url: environment[source] ?? '', noProxy, source }
}

const ports: Readonly<Record<ProxyKind, number>> = {
  http: 80,
  https: 443,
  socks4: 1080,
  socks4a: 1080,
  socks5: 1080,
  socks5h: 1080,
}

/** Without a scheme it is an HTTP proxy; `socks` alone means SOCKS 5. */
function readProxy(text: string, source: string): Proxy {
  const written = /^[a-z][\w+.-]*:\/\//i.test(text) ? text : `http://${text}`
  const [, scheme = '', rest = ''] = /^([^:]*):\/\/(.*)$/s.exec(written) ?? []
  const kind = kindOf(scheme.toLowerCase())
  // The URL standard knows ports and names only of schemes it knows.
  const url = kind && URL.canParse(`http://${rest}`) ? new URL(`http://${rest}`) : null
  if (!kind || !url || url.hostname === '') {
    const shown = text.replace(/^(.*:\/\/)?.*@/s, '$1').slice(0, 200)
    throw new AppError('PROXY_FAILED', { proxy: shown, source, reason: 'invalid', detail: '' })
  }
  // Port 80 vanishes from a URL that says it.
  const port = Number(url.port || (/:80\/?$/.test(rest) ? 80 : ports[kind]))
  const hostname = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const hasCredentials = url.username !== '' || url.password !== ''
  return {
    kind,
    hostname,
    port,
    credentials: hasCredentials ? { user: decoded(url.username), password: decoded(url.password) } : null,
    url: `${kind}://${url.hostname}:${port}`,
    source,
  }
}

function kindOf(scheme: string): ProxyKind | null {
  if (scheme === 'socks') return 'socks5'
  return Object.hasOwn(ports, scheme) ? (scheme as ProxyKind) : null
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
