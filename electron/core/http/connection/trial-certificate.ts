import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Certificate {
  readonly key: string
  readonly cert: string
}

interface Wanted {
  /** Its own issuer if absent. */
  readonly issuer?: Certificate
  readonly subject?: string
  readonly names?: string
  readonly isAuthority?: boolean
  /** As `YYYYMMDDHHMMSSZ`. */
  readonly from?: string
  readonly until?: string
}

/** Makes a certificate for a test with openssl, and fails where there is none. */
export function trialCertificate(wanted: Wanted): Certificate {
  const directory = mkdtempSync(join(tmpdir(), 'arclight-'))
  const path = (name: string) => join(directory, name)
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: directory, stdio: 'pipe' })
  try {
    writeFileSync(path('ca.cnf'), configFor(wanted))
    writeFileSync(path('index.txt'), '')
    writeFileSync(path('serial'), `${Date.now()}`.padEnd(16, '0'))
    const newKey = [
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-keyout',
      'key.pem',
    ]
    openssl(
      'req',
      '-config',
      'ca.cnf',
      ...newKey,
      '-subj',
      `/CN=${wanted.subject ?? 'localhost'}`,
      '-out',
      'csr.pem',
    )
    const key = readFileSync(path('key.pem'), 'utf8')
    writeFileSync(path('issuer.key'), wanted.issuer?.key ?? key)
    if (wanted.issuer) writeFileSync(path('issuer.pem'), wanted.issuer.cert)
    const signer = wanted.issuer ? ['-cert', 'issuer.pem'] : ['-selfsign']
    openssl('ca', '-config', 'ca.cnf', '-batch', '-notext', ...signer, '-in', 'csr.pem', '-out', 'cert.pem')
    return { key, cert: readFileSync(path('cert.pem'), 'utf8') }
  } finally {
    rmSync(directory, { recursive: true })
  }
}

function configFor({ names, isAuthority, from, until }: Wanted): string {
  return `
[req]
distinguished_name = name
[name]
[ca]
default_ca = trial
[trial]
database = index.txt
serial = serial
new_certs_dir = .
private_key = issuer.key
default_md = sha256
default_startdate = ${from ?? '20200101000000Z'}
default_enddate = ${until ?? '20990101000000Z'}
policy = policy
x509_extensions = extensions
[policy]
commonName = supplied
[extensions]
basicConstraints = critical, CA:${isAuthority ? 'TRUE' : 'FALSE'}
subjectKeyIdentifier = hash
subjectAltName = ${names ?? 'DNS:localhost, IP:127.0.0.1'}
`
}
