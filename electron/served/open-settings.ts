import { join } from 'node:path'

import type { SettingsStore } from '../core/core.ts'
import type { DamagedFiles } from '../core/data-dir/damaged-files.ts'
import { openJsonFile } from '../core/data-dir/open-json-file.ts'
import { createSettingsStore } from '../core/settings/create-settings-store.ts'

/** Settings in `<dataDir>/settings.json`, readable by their owner only. */
export function openSettings(dataDir: string, damaged: DamagedFiles): SettingsStore {
  return createSettingsStore(openJsonFile(join(dataDir, 'settings.json'), damaged))
}
