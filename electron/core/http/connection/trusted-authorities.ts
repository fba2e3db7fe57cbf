import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import * as tls from 'node:tls'

/**
 * The certificates that end a chain of trust: node's own list, the system's, and what the operator trusts beside them.
 * Node 22.15 and later know the system's; before that its bundle is read from where Linux distributions keep it.
 * Throws if the extra PEM text holds no certificate, or a broken one: node itself would pass over it in silence.
 */
export function trustedAuthorities(extraCaPem: string | null): string[] {
  return [...new Set([...systemAuthorities(), ...(extraCaPem === null ? [] : certificatesIn(extraCaPem))])]
}

function certificatesIn(pem: string): string[] {
  const blocks = pem.match(/-----BEGIN (TRUSTED )?CERTIFICATE-----.*?-----END \1?CERTIFICATE-----/gs)
  if (!blocks) throw new Error('no certificate')
  return blocks.map((block) => new X509Certificate(block).toString())
}

function systemAuthorities(): string[] {
  const { getCACertificates } = tls as { getCACertificates?: (kind: 'default' | 'system') => string[] }
  if (getCACertificates) return [...getCACertificates('default'), ...getCACertificates('system')]
  const named = [process.env['NODE_EXTRA_CA_CERTS'], process.env['SSL_CERT_FILE']].map(readBundle)
  const bundle = bundlePaths.map(readBundle).find((pem) => pem !== null)
  return [...tls.rootCertificates, ...named, bundle].filter((pem) => typeof pem === 'string')
}

function readBundle(path: string | undefined): string | null {
  if (!path) return null
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

/** Debian, Red Hat, SUSE, Alpine. */
const bundlePaths = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
]
