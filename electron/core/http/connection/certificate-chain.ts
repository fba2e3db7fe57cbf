import type { Certificate, DetailedPeerCertificate } from 'node:tls'

import type { CertificateFacts } from '../../../../shared/model/tls.ts'

/** More than any honest chain has. */
const longestChain = 10

/** From the server's certificate up to its root, as far as known. Empty for a server that shows none. */
export function certificateChain(leaf: DetailedPeerCertificate): CertificateFacts[] {
  const chain: CertificateFacts[] = []
  let certificate: DetailedPeerCertificate | undefined = leaf
  while (certificate?.fingerprint256 && chain.length < longestChain) {
    chain.push(factsOf(certificate))
    // A root is its own issuer.
    const issuer: DetailedPeerCertificate | undefined = certificate.issuerCertificate
    certificate = issuer?.fingerprint256 === certificate.fingerprint256 ? undefined : issuer
  }
  return chain
}

function factsOf(certificate: DetailedPeerCertificate): CertificateFacts {
  return {
    subject: nameOf(certificate.subject),
    issuer: nameOf(certificate.issuer),
    names: alternativeNames(certificate.subjectaltname ?? ''),
    validFromMs: timeOf(certificate.valid_from),
    validUntilMs: timeOf(certificate.valid_to),
    serialNumber: certificate.serialNumber,
    fingerprint: certificate.fingerprint256,
  }
}

/** Node gives the parts from the widest to the most telling; one may occur several times. */
function nameOf(name: Certificate): string {
  const parts = Object.entries(name).flatMap(([key, value]) =>
    [value ?? []].flat().map((each) => `${key}=${each}`),
  )
  return parts.toReversed().join(', ')
}

/** A name with a comma in it comes in quotes. */
function alternativeNames(text: string): string[] {
  return (text.match(/(?:[^,"]|"(?:[^"\\]|\\.)*")+/g) ?? []).map((name) => name.trim())
}

function timeOf(text: string): number | null {
  const at = Date.parse(text)
  return Number.isNaN(at) ? null : at
}
