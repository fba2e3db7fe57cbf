import { api, withContractErrors } from './base.ts'

export const clouds = {
  list: api.clouds.list.handler(({ context: { core, signal } }) => core.clouds.list(signal)),
  watch: api.clouds.watch.handler(({ context }) =>
    withContractErrors(context, context.core.clouds.watch(context.signal)),
  ),
  add: api.clouds.add.handler(({ input, context: { core, signal } }) => core.clouds.add(input, signal)),
  update: api.clouds.update.handler(({ input, context: { core, signal } }) =>
    core.clouds.update(input, signal),
  ),
  remove: api.clouds.remove.handler(({ input, context: { core, signal } }) =>
    core.clouds.remove(input.cloudId, signal),
  ),
  previewFile: api.clouds.previewFile.handler(({ input, context: { core } }) =>
    core.clouds.previewFile(input),
  ),
  importFile: api.clouds.importFile.handler(({ input, context: { core, signal } }) =>
    core.clouds.importFile(input, signal),
  ),
  onMachine: api.clouds.onMachine.handler(({ context: { core, signal } }) => core.clouds.onMachine(signal)),
  importFromMachine: api.clouds.importFromMachine.handler(({ input, context: { core, signal } }) =>
    core.clouds.importFromMachine(input.names, signal),
  ),
  exportFiles: api.clouds.exportFiles.handler(({ input, context: { core, signal } }) =>
    core.clouds.exportFiles(input, signal),
  ),
  test: api.clouds.test.handler(({ input, context: { core, signal } }) => core.clouds.test(input, signal)),
  signIn: api.clouds.signIn.handler(({ input, context: { core, signal } }) =>
    core.clouds.signIn(input, signal),
  ),
  signOut: api.clouds.signOut.handler(({ input, context: { core, signal } }) =>
    core.clouds.signOut(input.cloudId, signal),
  ),
  renew: api.clouds.renew.handler(({ input, context: { core, signal } }) =>
    core.clouds.renew(input.cloudId, signal),
  ),
  services: api.clouds.services.handler(({ input, context: { core } }) =>
    core.clouds.services(input.cloudId),
  ),
  projects: api.clouds.projects.handler(({ input, context: { core, signal } }) =>
    core.clouds.projects(input.cloudId, signal),
  ),
  otherScopes: api.clouds.otherScopes.handler(({ input, context: { core, signal } }) =>
    core.clouds.otherScopes(input.cloudId, signal),
  ),
  switchScope: api.clouds.switchScope.handler(({ input, context: { core, signal } }) =>
    core.clouds.switchScope(input, signal),
  ),
  revoke: api.clouds.revoke.handler(({ input, context: { core, signal } }) =>
    core.clouds.revoke(input.cloudId, signal),
  ),
  switchRegion: api.clouds.switchRegion.handler(({ input, context: { core, signal } }) =>
    core.clouds.switchRegion(input, signal),
  ),
  revealToken: api.clouds.revealToken.handler(async ({ input, context: { core } }) => ({
    token: await core.clouds.revealToken(input.cloudId),
  })),
  startSandbox: api.clouds.startSandbox.handler(({ context: { core, signal } }) =>
    core.clouds.startSandbox(signal),
  ),
}
