import * as z from 'zod'

import { problem } from '../../../shared/model/problem.ts'
import { transfer } from '../../../shared/model/transfer.ts'
import { transferNotes } from './transfer-notes.ts'
import { transferPlan } from './transfer-plan.ts'

/** One try, as the receipt tells it. Null `problem`: it went well, it was stopped, or a fault of ours ended it. */
const pastAttempt = z.object({
  startedAtMs: z.int(),
  endedAtMs: z.int(),
  outcome: z.enum(['arrived', 'failed', 'stopped']),
  problem: problem.nullable(),
  /** What the cloud calls the requests that moved the bytes: by this its operators find them in their logs. */
  requestIds: z.array(z.string()),
})
export type PastAttempt = z.infer<typeof pastAttempt>

/** Everything that is known of one transfer, as the journal keeps it. */
export const transferRecord = z.object({
  transfer,
  plan: transferPlan,
  notes: transferNotes,
  attempts: z.array(pastAttempt),
  /** Failures since an attempt last got further than all before it. */
  failuresInARow: z.int(),
  furthestBytes: z.int(),
})
export type TransferRecord = z.infer<typeof transferRecord>
