import { type Settings, settings } from '../../../shared/model/app-info.ts'
import type { SettingsStore } from '../core.ts'

/** A file of preferences, as a shell's own library keeps it. */
export interface SettingsFile {
  read(): unknown
  write(settings: Settings): void
}

/** Settings that were edited by hand, or by another version, lose only the ones that cannot be understood. */
export function createSettingsStore(file: SettingsFile): SettingsStore {
  let kept = understand(file.read())
  return {
    get: () => kept,
    change(changes) {
      kept = settings.parse({ ...kept, ...changes })
      file.write(kept)
      return kept
    },
  }
}

const defaults: Settings = { language: null, theme: 'system', activeCloudId: null, imageViews: [] }

function understand(found: unknown): Settings {
  const partial = { ...(typeof found === 'object' ? found : null) } as Record<string, unknown>
  const understood = Object.entries(settings.shape).filter(
    ([name, schema]) => schema.safeParse(partial[name]).success,
  )
  return { ...defaults, ...Object.fromEntries(understood.map(([name]) => [name, partial[name]])) }
}
