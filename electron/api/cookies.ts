import { api } from './base.ts'

export const cookies = {
  list: api.cookies.list.handler(({ input, context: { core } }) => core.cookies.list(input.environmentId)),
  reveal: api.cookies.reveal.handler(async ({ input, context: { core } }) => ({
    value: await core.cookies.reveal(input),
  })),
  save: api.cookies.save.handler(({ input, context: { core } }) => core.cookies.save(input)),
  remove: api.cookies.remove.handler(({ input, context: { core } }) => core.cookies.remove(input)),
  clear: api.cookies.clear.handler(({ input, context: { core } }) => core.cookies.clear(input)),
}
