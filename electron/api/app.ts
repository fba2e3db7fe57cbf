import type { Settings } from '../../shared/model/app-info.ts'
import { api, withContractErrors } from './base.ts'

export const app = {
  info: api.app.info.handler(({ context }) => context.core.info),
  settings: api.app.settings.handler(({ context }) => context.core.settings.get()),
  damagedFiles: api.app.damagedFiles.handler(({ context }) =>
    withContractErrors(context, context.core.damaged.watch(context.signal)),
  ),
  backUp: api.app.backUp.handler(({ input, context }) => context.core.backups.write(input, context.signal)),
  readBackup: api.app.readBackup.handler(({ input, context }) =>
    context.core.backups.read(input.file, context.signal),
  ),
  restore: api.app.restore.handler(({ input, context }) =>
    context.core.backups.restore(input, context.signal),
  ),
  changeSettings: api.app.changeSettings.handler(({ input, context }) =>
    context.core.settings.change(definedOnly(input)),
  ),
}

export const files = {
  announce: api.files.announce.handler(({ input, context }) => context.core.files.announce(input)),
  forget: api.files.forget.handler(({ input, context }) => context.core.files.forget(input.handle)),
  wanted: api.files.wanted.handler(({ context }) =>
    withContractErrors(context, context.core.files.wanted(context.signal)),
  ),
}

// The contract's optional keys may be there and undefined; the core's may not.
function definedOnly(changes: { [Key in keyof Settings]?: Settings[Key] | undefined }): Partial<Settings> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
}
