import { readFileSync } from 'node:fs'
import * as tls from 'node:tls'

/**
 * The certificates that end a chain of trust: node's own list, the system's, and what the operator trusts beside them.
 * Node 22.15 and later know the system's; before that its bundle is read from where Linux distributions keep it.
 */
export function trustedAuthorities(extraCaPem: string | null): string[] {
  return [...new Set([...systemAuthorities(), ...(extraCaPem === null ? [] : [extraCaPem])])]
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
