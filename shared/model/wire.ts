import * as z from 'zod'

/** Name and value exactly as on the wire; order, case and repetition carry meaning (RFC 9110 section 5). */
export const headerPair = z.tuple([z.string(), z.string()])
export type HeaderPair = z.infer<typeof headerPair>

/** What stands in place of a secret in everything that is stored or shown. */
export const redacted = '[redacted]'
