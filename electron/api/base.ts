import { type ImplementerInternalWithMiddlewares, implement, ORPCError } from '@orpc/server'

import { type Contract, contract } from '../../shared/contract/index.ts'
import { AppError } from '../../shared/errors.ts'
import type { Core } from '../core/core.ts'

export interface ApiContext {
  readonly core: Core
  /** Told of every failure that is not the operator's to mend. The page only hears "internal server error". */
  readonly report: (bug: unknown) => void
}

/** What a handler gets: the signal fires when the caller gives up or goes away. */
export interface CallContext extends ApiContext {
  readonly signal: AbortSignal
}

/** Every procedure starts here: it gets the core and a signal, and the core's AppErrors reach the client typed. */
export const api: ImplementerInternalWithMiddlewares<Contract, ApiContext, CallContext> = implement(contract)
  .$context<ApiContext>()
  .use(async ({ context, signal = new AbortController().signal, next }) => {
    try {
      return await next({ context: { signal } })
    } catch (error) {
      throw toContractError(error, { ...context, signal })
    }
  })

/** A stream fails after its handler has returned, out of reach of the middleware above: wrap it. */
export async function* withContractErrors<Event>(
  context: CallContext,
  events: AsyncIterable<Event>,
): AsyncGenerator<Event, void> {
  try {
    yield* events
  } catch (error) {
    throw toContractError(error, context)
  }
}

function toContractError(error: unknown, { signal, report }: CallContext): unknown {
  if (error instanceof AppError) {
    return new ORPCError(error.code, { data: error.data, defined: true, cause: error })
  }
  if (!signal.aborted && isBug(error)) report(error)
  return error
}

// oRPC's own errors say that the caller was wrong, except the one for an answer that breaks the contract.
function isBug(error: unknown): boolean {
  return !(error instanceof ORPCError) || error.code === 'INTERNAL_SERVER_ERROR'
}
