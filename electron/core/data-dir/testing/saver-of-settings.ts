import { join } from 'node:path'

import { createSettingsStore } from '../../settings/create-settings-store.ts'
import { openJsonFile } from '../open-json-file.ts'
import { damaged, saveUntilKilled } from './save-until-killed.ts'

await saveUntilKilled(async (dir) => {
  const store = createSettingsStore(openJsonFile(join(dir, 'settings.json'), damaged))
  return {
    settings: {
      read: async () => Number(store.get().activeCloudId ?? 0),
      save: async (value) => void store.change({ activeCloudId: `${value}` }),
    },
  }
})
