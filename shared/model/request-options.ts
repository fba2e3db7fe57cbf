import * as z from 'zod'

const milliseconds = z.int().positive().nullable()

const clientCertificate = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('pem'),
    certificatePath: z.string(),
    keyPath: z.string(),
    /** May hold `{{names}}`, as everywhere. */
    passphrase: z.string().nullable(),
  }),
  z.object({ kind: z.literal('pkcs12'), path: z.string(), passphrase: z.string().nullable() }),
])

/** How a request travels. Null: as the cloud or the app is set. */
export const requestOptions = z.object({
  /** For the whole exchange. */
  timeoutMs: milliseconds.default(null),
  connectTimeoutMs: milliseconds.default(null),
  redirects: z
    .object({
      follow: z.boolean(),
      max: z.int().min(0).max(100),
      /** Send POST again as POST after a 301 or 302, too. */
      keepMethod: z.boolean(),
    })
    .default({ follow: true, max: 10, keepMethod: false }),
  verifyTls: z.boolean().nullable().default(null),
  proxy: z
    .discriminatedUnion('kind', [
      /** As the environment of the app says. */
      z.object({ kind: z.literal('inherit') }),
      z.object({ kind: z.literal('none') }),
      /** `noProxy`: hosts, suffixes and networks that are reached directly, parted by commas. */
      z.object({ kind: z.literal('url'), url: z.string(), noProxy: z.string() }),
    ])
    .default({ kind: 'inherit' }),
  /** `auto` takes 2 where TLS offers it. */
  httpVersion: z.enum(['auto', '1.1', '2']).default('1.1'),
  /** Whether a compressed answer is shown unpacked. */
  decompress: z.boolean().default(true),
  /** Connect elsewhere than the URL says (`--connect-to`). A null port: any, and the same. */
  hostOverrides: z
    .array(
      z.object({
        host: z.string(),
        port: z.int().nullable(),
        toHost: z.string(),
        toPort: z.int().nullable(),
      }),
    )
    .default([]),
  /** Whether cookies are kept and sent. */
  cookies: z.boolean().default(false),
  clientCertificate: clientCertificate.nullable().default(null),
})
export type RequestOptions = z.infer<typeof requestOptions>

export const defaultOptions: RequestOptions = requestOptions.parse({})
