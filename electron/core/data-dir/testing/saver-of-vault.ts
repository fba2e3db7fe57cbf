import { join } from 'node:path'

import { openVault } from '../../vault/create-vault.ts'
import { createMemoryKeyStore } from '../../vault/key-store.ts'
import { damaged, never, saveUntilKilled } from './save-until-killed.ts'

await saveUntilKilled(async (dir) => {
  const path = join(dir, 'vault.json')
  const vault = await openVault({ platform: createMemoryKeyStore(), path, damaged })
  await vault.unlock('killed but not lost', never)
  return {
    vault: {
      read: async () => Number((await vault.keyStore.get('value')) ?? 0),
      save: (value) => vault.keyStore.set('value', `${value}`),
    },
  }
})
