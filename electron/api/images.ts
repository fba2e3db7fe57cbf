import { api } from './base.ts'

export const images = {
  list: api.images.list.handler(({ input, context: { core, signal } }) => core.images.list(input, signal)),
  show: api.images.show.handler(({ input, context: { core, signal } }) => core.images.show(input, signal)),
  create: api.images.create.handler(({ input, context: { core, signal } }) =>
    core.images.create(input, signal),
  ),
  delete: api.images.delete.handler(({ input, context: { core, signal } }) =>
    core.images.delete(input, signal),
  ),
  deactivate: api.images.deactivate.handler(({ input, context: { core, signal } }) =>
    core.images.deactivate(input, signal),
  ),
  reactivate: api.images.reactivate.handler(({ input, context: { core, signal } }) =>
    core.images.reactivate(input, signal),
  ),
  formats: api.images.formats.handler(({ input, context: { core, signal } }) =>
    core.images.formats(input.cloudId, signal),
  ),
}
