import * as z from 'zod'

/** Why TLS came to nothing, as far as a person can act on it. */
export const tlsRefusal = z.enum([
  'untrusted',
  'self-signed',
  'expired',
  'not-yet-valid',
  'wrong-host',
  'not-tls',
  'certificate-wanted',
  'other',
])
export type TlsRefusal = z.infer<typeof tlsRefusal>

/** What a person wants to know of one certificate. */
export const certificateFacts = z.object({
  /** `CN=keystone.example, O=Example`, most telling part first. */
  subject: z.string(),
  issuer: z.string(),
  /** Whom it stands for: `DNS:*.example`, `IP Address:10.0.0.1`. */
  names: z.array(z.string()),
  validFromMs: z.number().nullable(),
  validUntilMs: z.number().nullable(),
  serialNumber: z.string(),
  /** SHA-256, as `AB:CD:…`. */
  fingerprint: z.string(),
})
export type CertificateFacts = z.infer<typeof certificateFacts>

/** What a TLS handshake showed. */
export const tlsFacts = z.object({
  /** `TLSv1.3` */
  protocol: z.string(),
  cipher: z.string(),
  /** What ALPN agreed on: `h2`, `http/1.1`; null if the server has no word for it. */
  alpn: z.string().nullable(),
  /** False when the request was told to verify nothing: `refusal` then says what it would have met. */
  isVerified: z.boolean(),
  refusal: z.object({ reason: tlsRefusal, detail: z.string() }).nullable(),
  /** The server's own certificate first, then who signed it, as far as it was sent or is known. */
  chain: z.array(certificateFacts),
})
export type TlsFacts = z.infer<typeof tlsFacts>
