import * as z from 'zod'

import { type AppErrorCode, appErrorCodes } from '../errors.ts'

/** An `AppError` at rest: kept in a transfer or a history row, explained by the page when it is shown. */
export const problem = z.object({
  code: z.enum(appErrorCodes as [AppErrorCode, ...AppErrorCode[]]),
  data: z.record(z.string(), z.unknown()),
})
export type Problem = z.infer<typeof problem>
