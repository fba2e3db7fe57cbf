import * as z from 'zod'

/**
 * A file the operator chose, without its path. `host` files are read by the host itself; `page` files are held by
 * a browser page, which sends the bytes when the host asks for them.
 */
export const fileHandle = z.object({
  handle: z.string().min(1),
  name: z.string(),
  sizeBytes: z.int().nonnegative(),
  heldBy: z.enum(['host', 'page']),
})
export type FileHandle = z.infer<typeof fileHandle>

/** The host wants the bytes of a page-held file: PUT them to the upload URL under `ticket`. One ticket, one reading. */
export const fileWanted = z.object({ ticket: z.string(), handle: z.string() })
export type FileWanted = z.infer<typeof fileWanted>
