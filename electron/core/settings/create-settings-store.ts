import { type Settings, settings } from '../../../shared/model/app-info.ts'
import { defaultHistoryLimits } from '../../../shared/model/history-limits.ts'
import type { SettingsStore } from '../core.ts'
import type { JsonFile } from '../data-dir/open-json-file.ts'

/** Settings that were edited by hand, or by another version, lose only the ones that cannot be understood. */
export function createSettingsStore(file: JsonFile): SettingsStore {
  let kept = understand(file.store)
  return {
    get: () => kept,
    change(changes) {
      const changed = settings.parse({ ...kept, ...changes })
      file.store = changed
      kept = changed
      return kept
    },
  }
}

const defaults: Settings = {
  language: null,
  theme: 'system',
  activeCloudId: null,
  imageViews: [],
  history: defaultHistoryLimits,
}

function understand(partial: Record<string, unknown>): Settings {
  const understood = Object.entries(settings.shape).filter(
    ([name, schema]) => schema.safeParse(partial[name]).success,
  )
  return { ...defaults, ...Object.fromEntries(understood.map(([name]) => [name, partial[name]])) }
}
