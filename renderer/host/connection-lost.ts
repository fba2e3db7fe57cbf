import type { ClientContext, ClientLink } from '@orpc/client'

/** The host went away during a call, or did not come back in time for one. Whether it did what was asked is unknown. */
export class ConnectionLostError extends Error {
  override readonly name = 'ConnectionLostError'

  constructor() {
    super('the connection to the host was lost')
  }
}

/**
 * The same link, whose failures are ConnectionLostError when the connection is the reason: oRPC only says that a
 * queue was closed. An abort by the caller keeps its own reason.
 */
export function tellLoss(link: ClientLink<ClientContext>, isLost: () => boolean): ClientLink<ClientContext> {
  return {
    async call(path, input, options) {
      const explain = (error: unknown): never => {
        if (options.signal?.aborted) throw options.signal.reason
        throw isLost() ? new ConnectionLostError() : error
      }
      const output = await link.call(path, input, options).catch(explain)
      return isAsyncIterator(output) ? explainedIterator(output, explain) : output
    },
  }
}

// Not a generator: leaving one that was never started would not close the stream beneath it.
function explainedIterator<Item>(
  items: AsyncIterator<Item, unknown, undefined>,
  explain: (error: unknown) => never,
): AsyncIterableIterator<Item, unknown, undefined> {
  return {
    next: () => items.next().catch(explain),
    return: async (value?: unknown) => (await items.return?.(value)) ?? { done: true, value },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}

function isAsyncIterator(value: unknown): value is AsyncIterator<unknown, unknown, undefined> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value && 'next' in value
}
