import { api, withContractErrors } from './base.ts'

export const collections = {
  list: api.collections.list.handler(({ context: { core, signal } }) => core.collections.list(signal)),
  watch: api.collections.watch.handler(({ context }) =>
    withContractErrors(context, context.core.collections.watch(context.signal)),
  ),
  recent: api.collections.recent.handler(({ context: { core } }) => core.collections.recent()),
  open: api.collections.open.handler(({ input, context: { core, signal } }) =>
    core.collections.open(input.path, signal),
  ),
  create: api.collections.create.handler(({ input, context: { core, signal } }) =>
    core.collections.create(input, signal),
  ),
  close: api.collections.close.handler(({ input, context: { core } }) => core.collections.closeOne(input.id)),
  show: api.collections.show.handler(({ input, context: { core, signal } }) =>
    core.collections.show(input.id, signal),
  ),
  save: api.collections.save.handler(({ input, context: { core, signal } }) =>
    core.collections.save(input, signal),
  ),
  createRequest: api.collections.createRequest.handler(async ({ input, context: { core, signal } }) => ({
    id: await core.collections.createRequest(input, signal),
  })),
  createFolder: api.collections.createFolder.handler(async ({ input, context: { core, signal } }) => ({
    id: await core.collections.createFolder(input, signal),
  })),
  rename: api.collections.rename.handler(({ input, context: { core, signal } }) =>
    core.collections.rename(input, signal),
  ),
  move: api.collections.move.handler(async ({ input, context: { core, signal } }) => ({
    id: await core.collections.move(input, signal),
  })),
  duplicate: api.collections.duplicate.handler(async ({ input, context: { core, signal } }) => ({
    id: await core.collections.duplicate(input, signal),
  })),
  remove: api.collections.remove.handler(async ({ input, context: { core, signal } }) => ({
    removalId: await core.collections.remove(input.id, signal),
  })),
  restore: api.collections.restore.handler(async ({ input, context: { core } }) => ({
    id: await core.collections.restore(input.removalId),
  })),
  folder: api.collections.folder.handler(({ input, context: { core, signal } }) =>
    core.collections.folder(input.id, signal),
  ),
  saveFolder: api.collections.saveFolder.handler(({ input, context: { core, signal } }) =>
    core.collections.saveFolder(input, signal),
  ),
  environment: api.collections.environment.handler(({ input, context: { core, signal } }) =>
    core.collections.environment(input.id, signal),
  ),
  saveEnvironment: api.collections.saveEnvironment.handler(async ({ input, context: { core, signal } }) => ({
    id: await core.collections.saveEnvironment(input, signal),
  })),
  renameEnvironment: api.collections.renameEnvironment.handler(
    async ({ input, context: { core, signal } }) => ({
      id: await core.collections.renameEnvironment(input, signal),
    }),
  ),
  duplicateEnvironment: api.collections.duplicateEnvironment.handler(
    async ({ input, context: { core, signal } }) => ({
      id: await core.collections.duplicateEnvironment(input, signal),
    }),
  ),
  environmentUses: api.collections.environmentUses.handler(({ input, context: { core, signal } }) =>
    core.collections.environmentUses(input.id, signal),
  ),
  setSecret: api.collections.setSecret.handler(({ input, context: { core } }) =>
    core.collections.setSecret(input),
  ),
  heldSecrets: api.collections.heldSecrets.handler(({ input, context: { core } }) =>
    core.collections.heldSecrets(input),
  ),
}
