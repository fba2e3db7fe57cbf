import * as z from 'zod'

import { problem } from './problem.ts'

/** What became of one image of a bulk run. */
export const bulkEvent = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('started'), imageId: z.string() }),
  z.object({ outcome: z.literal('done'), imageId: z.string() }),
  z.object({ outcome: z.literal('failed'), imageId: z.string(), problem }),
])
export type BulkEvent = z.infer<typeof bulkEvent>
