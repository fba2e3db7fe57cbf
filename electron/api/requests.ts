import { api, withContractErrors } from './base.ts'

export const requests = {
  send: api.requests.send.handler(({ input, context }) =>
    withContractErrors(context, context.core.requests.send(input, context.signal)),
  ),
  authorize: api.requests.authorize.handler(({ input, context }) =>
    withContractErrors(context, context.core.requests.authorize(input, context.signal)),
  ),
  fromCurl: api.requests.fromCurl.handler(({ input, context: { core, signal } }) =>
    core.requests.fromCurl(input.command, signal),
  ),
  toCurl: api.requests.toCurl.handler(async ({ input, context: { core, signal } }) => ({
    command: await core.requests.toCurl(input, signal),
  })),
  variables: api.requests.variables.handler(({ input, context: { core, signal } }) =>
    core.requests.variables(input, signal),
  ),
  setVariable: api.requests.setVariable.handler(({ input, context: { core } }) =>
    core.requests.setVariable(input),
  ),
  workspace: {
    get: api.requests.workspace.get.handler(({ context: { core } }) => core.requests.workspace()),
    save: api.requests.workspace.save.handler(({ input, context: { core } }) =>
      core.requests.saveWorkspace(input),
    ),
  },
}
