import type { VaultStatus } from '../../shared/model/vault.ts'
import { api, type CallContext } from './base.ts'

export const vault = {
  status: api.vault.status.handler(({ context }) => context.core.vault.status()),
  create: api.vault.create.handler(({ input, context }) =>
    afterwards(context, context.core.vault.create(input.passphrase, context.signal)),
  ),
  unlock: api.vault.unlock.handler(({ input, context }) =>
    afterwards(context, context.core.vault.unlock(input.passphrase, context.signal)),
  ),
  lock: api.vault.lock.handler(({ context }) => afterwards(context, context.core.vault.lock())),
  changePassphrase: api.vault.changePassphrase.handler(({ input, context }) =>
    afterwards(context, context.core.vault.changePassphrase(input, context.signal)),
  ),
  wipe: api.vault.wipe.handler(({ context }) => afterwards(context, context.core.vault.wipe())),
}

async function afterwards({ core }: CallContext, done: Promise<void>): Promise<VaultStatus> {
  await done
  return core.vault.status()
}
