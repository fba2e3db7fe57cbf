import { isIP } from 'node:net'
import { createSecureContext, type SecureContext } from 'node:tls'

import { AppError } from '../../../../shared/errors.ts'
import type { ClientCertificate, ConnectionOptions, HostOverride } from '../exchange.ts'
import { chooseProxy, type Environment, type Proxy } from './choose-proxy.ts'
import { trustedAuthorities } from './trusted-authorities.ts'

/** Where a connection really goes, and through what. */
export interface Route {
  readonly hostname: string
  readonly port: number
  readonly isOverridden: boolean
  readonly proxy: Proxy | null
}

/** How the connections of one pool are made. */
export interface ConnectionPlan {
  readonly verifyTls: boolean
  /** Offered in TLS, most wanted first. */
  readonly alpn: readonly string[]
  /** HTTP/2 is spoken without TLS, too, where nothing can be agreed on. */
  readonly isHttp2Known: boolean
  route(url: URL): Route
  /** Throws TLS_FAILED or CLIENT_CERTIFICATE_INVALID for what cannot be read. A proxy is shown no certificate. */
  secureContext(host: string, isForProxy: boolean): SecureContext
}

export function createConnectionPlan(options: ConnectionOptions, environment: Environment): ConnectionPlan {
  const contexts = new Map<boolean, SecureContext>()
  return {
    verifyTls: options.verifyTls,
    alpn: (options.httpVersion ?? '1.1') === '1.1' ? ['http/1.1'] : ['h2', 'http/1.1'],
    isHttp2Known: options.httpVersion === '2',
    route: (url) => routeFor(url, options, environment),
    secureContext(host, isForProxy) {
      const context = contexts.get(isForProxy) ?? createContext(options, host, isForProxy)
      contexts.set(isForProxy, context)
      return context
    },
  }
}

function routeFor(url: URL, options: ConnectionOptions, environment: Environment): Route {
  const isTls = url.protocol === 'https:'
  const asked = {
    hostname: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(url.port || (isTls ? 443 : 80)),
  }
  const override = options.hostOverrides?.find((each) => isFor(each, asked))
  const hostname = override?.toHost ? readHost(override.toHost) : asked.hostname
  const port = override?.toPort ?? asked.port
  const proxy = chooseProxy({ isTls, ...asked }, options.proxy, environment)
  return { hostname, port, isOverridden: override !== undefined, proxy }
}

/** A name or an address, with brackets or without: it goes into a line of what a proxy is told. */
function readHost(text: string): string {
  const bare = text.replace(/^\[(.*)\]$/, '$1')
  if (isIP(bare) || /^[\w.-]+$/.test(bare)) return bare
  throw new AppError('URL_INVALID', { url: '', detail: 'a host override leads to what is no host name' })
}

function isFor({ host, port }: HostOverride, asked: { hostname: string; port: number }): boolean {
  const wanted = host?.toLowerCase().replace(/^\[(.*)\]$/, '$1')
  return (wanted === undefined || wanted === asked.hostname) && (port === null || port === asked.port)
}

function createContext(options: ConnectionOptions, host: string, isForProxy: boolean): SecureContext {
  const ca = readAuthorities(options.extraCaPem, host)
  const { clientCertificate } = options
  try {
    const identity = clientCertificate && !isForProxy ? identityOf(clientCertificate) : {}
    return createSecureContext({ ca, minVersion: 'TLSv1.2', ...identity })
  } catch (error) {
    const detail = error instanceof Error ? error.message : ''
    throw new AppError('CLIENT_CERTIFICATE_INVALID', { host, reason: reasonOf(detail) }, { cause: error })
  }
}

function readAuthorities(extraCaPem: string | null, host: string): string[] {
  try {
    return trustedAuthorities(extraCaPem)
  } catch (error) {
    const detail = 'what is to be trusted is not a PEM certificate'
    throw new AppError('TLS_FAILED', { host, reason: 'other', detail }, { cause: error })
  }
}

function identityOf(certificate: ClientCertificate): Parameters<typeof createSecureContext>[0] {
  const passphrase = certificate.passphrase === null ? {} : { passphrase: certificate.passphrase }
  if (certificate.kind === 'pkcs12') return { pfx: Buffer.from(certificate.bytes), ...passphrase }
  return { cert: certificate.certPem, key: certificate.keyPem, ...passphrase }
}

/** From the words of OpenSSL. */
function reasonOf(detail: string): 'passphrase' | 'mismatch' | 'outdated' | 'unreadable' {
  if (/mac verify|bad decrypt|passw|interrupted or cancelled|empty pass/i.test(detail)) return 'passphrase'
  if (/mismatch/i.test(detail)) return 'mismatch'
  return /unsupported/i.test(detail) ? 'outdated' : 'unreadable'
}
