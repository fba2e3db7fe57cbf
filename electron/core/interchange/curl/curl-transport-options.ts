import { defaultOptions, type RequestOptions } from '../../../../shared/model/request-options.ts'
import type { HeaderPair } from '../../../../shared/model/wire.ts'
import { shellQuoted } from './shell-quoted.ts'

/** How a request travels, in curl's options. What is as curl has it anyway is not said. */
export function transportOptions(
  options: RequestOptions,
  { url, headers }: { url: string; headers: readonly HeaderPair[] },
): string[] {
  const { redirects, verifyTls, timeoutMs, connectTimeoutMs, decompress } = options
  const asksForPacked = headers.some(([name]) => name.toLowerCase() === 'accept-encoding')
  return [
    ...(redirects.follow ? ['-L'] : []),
    ...(redirects.follow && redirects.max !== defaultOptions.redirects.max
      ? [`--max-redirs ${redirects.max}`]
      : []),
    ...(redirects.follow && redirects.keepMethod ? ['--post301 --post302'] : []),
    ...(verifyTls === false ? ['-k'] : []),
    ...(timeoutMs === null ? [] : [`-m ${timeoutMs / 1000}`]),
    ...(connectTimeoutMs === null ? [] : [`--connect-timeout ${connectTimeoutMs / 1000}`]),
    ...versionOptions(options.httpVersion, url),
    ...proxyOptions(options.proxy),
    ...options.hostOverrides.map(connectTo),
    ...certificateOptions(options.clientCertificate),
    ...(decompress && asksForPacked ? ['--compressed'] : []),
  ]
}

/** Left to itself, curl takes HTTP/2 where TLS offers it. */
function versionOptions(version: RequestOptions['httpVersion'], url: string): string[] {
  const isTls = /^https:/i.test(url)
  if (version === '1.1') return isTls ? ['--http1.1'] : []
  return [version === '2' && !isTls ? '--http2-prior-knowledge' : '--http2']
}

function proxyOptions(proxy: RequestOptions['proxy']): string[] {
  if (proxy.kind === 'inherit') return []
  if (proxy.kind === 'none') return [`--noproxy '*'`]
  const direct = proxy.noProxy === '' ? [] : [`--noproxy ${shellQuoted(proxy.noProxy)}`]
  return [`-x ${shellQuoted(proxy.url)}`, ...direct]
}

function connectTo({ host, port, toHost, toPort }: RequestOptions['hostOverrides'][number]): string {
  const address = toHost.includes(':') ? `[${toHost}]` : toHost
  return `--connect-to ${shellQuoted([host, port ?? '', address, toPort ?? ''].join(':'))}`
}

function certificateOptions(certificate: RequestOptions['clientCertificate']): string[] {
  if (!certificate) return []
  const pass = certificate.passphrase === null ? [] : [`--pass ${shellQuoted(certificate.passphrase)}`]
  if (certificate.kind === 'pkcs12') return ['--cert-type P12', cert(certificate.path), ...pass]
  return [cert(certificate.certificatePath), `--key ${shellQuoted(certificate.keyPath)}`, ...pass]
}

/** A colon would begin the passphrase. */
function cert(path: string): string {
  return `--cert ${shellQuoted(path.replaceAll(':', '\\:'))}`
}
