import * as z from 'zod'

/** A file of the app's own that could not be read whole, and was kept aside. */
export const damagedFile = z.object({
  name: z.string(),
  /** Where what was there now lies. */
  keptAt: z.string(),
  /** How many entries were lost; null when all of it was. */
  lostEntries: z.int().nullable(),
})
export type DamagedFile = z.infer<typeof damagedFile>
