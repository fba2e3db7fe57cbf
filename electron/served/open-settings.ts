import Conf from 'conf'

import type { SettingsStore } from '../core/core.ts'
import { createSettingsStore } from '../core/settings/create-settings-store.ts'

/** Settings in `<dataDir>/settings.json`, readable by their owner only. */
export function openSettings(dataDir: string): SettingsStore {
  const file = new Conf<Record<string, unknown>>({
    cwd: dataDir,
    configName: 'settings',
    configFileMode: 0o600,
    clearInvalidConfig: true,
  })
  return createSettingsStore({
    read: () => file.store,
    write: (settings) => {
      file.store = { ...settings }
    },
  })
}
