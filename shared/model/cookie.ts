import * as z from 'zod'

/** What tells the cookies of one environment apart (RFC 6265 section 5.3, step 11). */
export const cookieKey = z.object({
  name: z.string().min(1).max(4096),
  domain: z.string().min(1).max(255),
  path: z.string().min(1).max(4096),
})
export type CookieKey = z.infer<typeof cookieKey>

/** A cookie as it is listed. Its value is a secret, and not told. */
export const cookieFacts = cookieKey.extend({
  isSecure: z.boolean(),
  isHttpOnly: z.boolean(),
  /** For this host alone, not for those below it. */
  isHostOnly: z.boolean(),
  sameSite: z.enum(['strict', 'lax', 'none']).nullable(),
  /** Null: until the app ends. */
  expiresAtMs: z.number().nullable(),
})
export type CookieFacts = z.infer<typeof cookieFacts>

/** A cookie as it is written by hand. */
export const cookieEdit = cookieFacts.extend({
  /** Null: the one that it has. */
  value: z.string().max(4096).nullable(),
})
export type CookieEdit = z.infer<typeof cookieEdit>
