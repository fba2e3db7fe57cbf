import * as z from 'zod'

/** Far above the largest honest frame (a clouds.yaml and its secure.yaml, a megabyte each), far below trouble. */
export const maxFrameBytes = 16 * 1024 * 1024

/**
 * Whether a message from a page is a frame that oRPC can be given: a call or an abort, as JSON text.
 *
 * oRPC decodes frames outside of any error handling (a malformed one on a port ends as an unhandled rejection), and
 * understands more than the contract needs: multipart bodies, blobs, streams from the page. None of that gets in.
 */
export function isFrame(message: unknown): message is string {
  if (typeof message !== 'string' || message.length > maxFrameBytes) return false
  try {
    return frame.safeParse(JSON.parse(message)).success
  } catch {
    return false
  }
}

const id = z.string().max(32)
const call = z.strictObject({
  i: id,
  p: z.strictObject({ u: z.string().regex(/^(\/[a-zA-Z]+)+$/), b: z.unknown().optional() }),
})
const abort = z.strictObject({ i: id, t: z.literal(4) })
const frame = z.union([call, abort])
