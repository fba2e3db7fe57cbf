import { eventIterator, oc } from '@orpc/contract'
import * as z from 'zod'

import { appErrors } from '../errors.ts'
import { exchangeRecord, historyEvent } from '../model/exchange.ts'
import { requestDraft } from '../model/request.ts'

const call = oc.errors(appErrors)
const one = z.object({ exchangeId: z.string().min(1) })

/** Every exchange made, newest first. */
export const history = {
  list: call
    .input(
      z.object({
        /** Words found in method, URL, status or request id, and fields as `status:4xx host:glance since:2h`; case ignored. */
        text: z.string(),
        cloudId: z.string().nullable(),
        imageId: z.string().nullable(),
        limit: z.int().min(1).max(1000),
        offset: z.int().nonnegative(),
        /** Counted from the oldest, an exchange keeps its offset while others are made. */
        order: z.enum(['newest-first', 'oldest-first']).default('newest-first'),
      }),
    )
    .output(z.object({ records: z.array(exchangeRecord), total: z.int().nonnegative() })),
  watch: call.output(eventIterator(historyEvent)),
  show: call.input(one).output(exchangeRecord),
  /** The exchange as a request that can be sent again; its secrets have become variables. */
  asDraft: call.input(one).output(requestDraft),
  /** How much there is. */
  usage: call.output(z.object({ records: z.int(), bodyBytes: z.int() })),
  /** Forgets what is beyond the limits in the settings; it would be later by itself. */
  purge: call.output(z.void()),
  clear: call.output(z.void()),
}
