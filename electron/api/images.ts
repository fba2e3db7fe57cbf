import { api, withContractErrors } from './base.ts'

export const images = {
  list: api.images.list.handler(({ input, context: { core, signal } }) => core.images.list(input, signal)),
  show: api.images.show.handler(({ input, context: { core, signal } }) => core.images.show(input, signal)),
  create: api.images.create.handler(({ input, context: { core, signal } }) =>
    core.images.create(input, signal),
  ),
  update: api.images.update.handler(({ input, context: { core, signal } }) =>
    core.images.update(input, signal),
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
  addTag: api.images.addTag.handler(({ input, context: { core, signal } }) =>
    core.images.addTag(input, signal),
  ),
  removeTag: api.images.removeTag.handler(({ input, context: { core, signal } }) =>
    core.images.removeTag(input, signal),
  ),

  members: api.images.members.handler(({ input, context: { core, signal } }) =>
    core.images.members(input, signal),
  ),
  addMember: api.images.addMember.handler(({ input, context: { core, signal } }) =>
    core.images.addMember(input, signal),
  ),
  removeMember: api.images.removeMember.handler(({ input, context: { core, signal } }) =>
    core.images.removeMember(input, signal),
  ),
  setMemberStatus: api.images.setMemberStatus.handler(({ input, context: { core, signal } }) =>
    core.images.setMemberStatus(input, signal),
  ),

  stage: api.images.stage.handler(({ input, context }) =>
    withContractErrors(context, context.core.images.stage(input, context.signal)),
  ),
  import: api.images.import.handler(({ input, context: { core, signal } }) =>
    core.images.import(input, signal),
  ),
  watchImport: api.images.watchImport.handler(({ input, context }) =>
    withContractErrors(context, context.core.images.watchImport(input, context.signal)),
  ),
  deleteFromStore: api.images.deleteFromStore.handler(({ input, context: { core, signal } }) =>
    core.images.deleteFromStore(input, signal),
  ),
  tasks: api.images.tasks.handler(({ input, context: { core, signal } }) => core.images.tasks(input, signal)),
  runBulk: api.images.runBulk.handler(({ input, context }) =>
    withContractErrors(context, context.core.images.runBulk(input, context.signal)),
  ),

  formats: api.images.formats.handler(({ input, context: { core, signal } }) =>
    core.images.formats(input.cloudId, signal),
  ),
  capabilities: api.images.capabilities.handler(({ input, context: { core, signal } }) =>
    core.images.capabilities(input, signal),
  ),
  usage: api.images.usage.handler(({ input, context: { core, signal } }) =>
    core.images.usage(input.cloudId, signal),
  ),
  allTasks: api.images.allTasks.handler(({ input, context: { core, signal } }) =>
    core.images.allTasks(input, signal),
  ),
  task: api.images.task.handler(({ input, context: { core, signal } }) => core.images.task(input, signal)),
  schema: api.images.schema.handler(({ input, context: { core, signal } }) =>
    core.images.schema(input.cloudId, signal),
  ),
  cache: api.images.cache.handler(({ input, context: { core, signal } }) =>
    core.images.cache(input.cloudId, signal),
  ),
  queueForCache: api.images.queueForCache.handler(({ input, context: { core, signal } }) =>
    core.images.queueForCache(input, signal),
  ),
  deleteFromCache: api.images.deleteFromCache.handler(({ input, context: { core, signal } }) =>
    core.images.deleteFromCache(input, signal),
  ),
  clearCache: api.images.clearCache.handler(({ input, context: { core, signal } }) =>
    core.images.clearCache(input, signal),
  ),
  metadefs: api.images.metadefs.handler(({ input, context: { core, signal } }) =>
    core.images.metadefs(input, signal),
  ),
}
