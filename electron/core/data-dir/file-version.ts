import * as z from 'zod'

/**
 * The version that a file of the app's own says it has. One from before there were any is the first, too. One of a
 * later version does not parse: its owner sets it aside, rather than drop what it does not know.
 */
export const firstVersion = z.literal(1).default(1)
