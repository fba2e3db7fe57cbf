import * as z from 'zod'

/** How much of what was sent is kept; the oldest goes first. */
export const historyLimits = z.object({
  mostRecords: z.int().min(100).max(200_000),
  /** Null: however old. */
  mostDays: z.int().min(1).max(3650).nullable(),
  /** Of the answers and the sent bodies beside the records. */
  mostBodyBytes: z
    .int()
    .min(0)
    .max(1024 ** 4),
})
export type HistoryLimits = z.infer<typeof historyLimits>

export const defaultHistoryLimits: HistoryLimits = {
  mostRecords: 100_000,
  mostDays: null,
  mostBodyBytes: 2 * 1024 ** 3,
}
