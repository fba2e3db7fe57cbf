import { api, withContractErrors } from './base.ts'

export const history = {
  list: api.history.list.handler(({ input, context: { core, signal } }) => core.history.list(input, signal)),
  watch: api.history.watch.handler(({ context }) =>
    withContractErrors(context, context.core.history.watch(context.signal)),
  ),
  show: api.history.show.handler(({ input, context: { core, signal } }) =>
    core.history.show(input.exchangeId, signal),
  ),
  asDraft: api.history.asDraft.handler(({ input, context: { core, signal } }) =>
    core.history.asDraft(input.exchangeId, signal),
  ),
  usage: api.history.usage.handler(({ context: { core, signal } }) => core.history.usage(signal)),
  purge: api.history.purge.handler(({ context: { core, signal } }) => core.history.purge(signal)),
  clear: api.history.clear.handler(({ context: { core, signal } }) => core.history.clear(signal)),
}
