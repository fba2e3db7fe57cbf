import * as z from 'zod'

/** What a file may be packed in that is unpacked on its way up, by the ending it usually has. */
export const packFormat = z.enum(['gz', 'xz', 'zst'])
export type PackFormat = z.infer<typeof packFormat>

/** Unpacking ends with UNPACKED_TOO_LARGE at `limitBytes`: a few kilobytes can hold terabytes. */
export const unpacking = z.object({ format: packFormat, limitBytes: z.int().positive() })
export type Unpacking = z.infer<typeof unpacking>
