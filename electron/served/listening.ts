import { X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'

/** Where the server listens, and under which names it may be asked for. */
export interface Listening {
  readonly address: string
  /** PEM. Null: plain HTTP, which is for loopback alone. */
  readonly tls: { readonly cert: string; readonly key: string } | null
  /** Asked of every browser before its link counts; always there where others can reach the server. */
  readonly passphrase: string | null
  /** What stands in the printed URL. */
  readonly name: string
  isOurName(name: string): boolean
}

/** This machine's own browsers, and nobody else. */
export const loopback: Listening = {
  address: '127.0.0.1',
  tls: null,
  passphrase: null,
  name: '127.0.0.1',
  isOurName: (name) => name === '127.0.0.1' || name === 'localhost',
}

/**
 * Other machines too, under the names that the certificate is for: no other name can then be pointed here. Throws a
 * sentence where the certificate cannot be read or is for nobody.
 */
export function listenFor(
  host: string,
  { cert, key, passphrase }: { cert: string; key: string; passphrase: string },
): Listening {
  const certificate = readCertificate(cert)
  const names = namesOf(certificate)
  const name = isFor(certificate, host) ? host : names.find((candidate) => !candidate.includes('*'))
  if (name === undefined)
    throw new Error('the certificate of --tls-cert names no host that a browser could open')
  return {
    address: host,
    tls: { cert, key },
    passphrase,
    name: isIP(name) === 6 ? `[${name}]` : name,
    isOurName: (asked) => isFor(certificate, asked.replace(/^\[(.*)\]$/, '$1')),
  }
}

function readCertificate(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem)
  } catch (error) {
    throw new Error('--tls-cert is not a certificate in PEM form', { cause: error })
  }
}

function isFor(certificate: X509Certificate, name: string): boolean {
  return (isIP(name) ? certificate.checkIP(name) : certificate.checkHost(name)) !== undefined
}

function namesOf({ subjectAltName = '' }: X509Certificate): string[] {
  return [...subjectAltName.matchAll(/(?:DNS|IP Address):([^,\s"]+)/g)].map(([, name]) => name ?? '')
}
