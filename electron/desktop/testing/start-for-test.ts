import { type CoreParts, fakeCore, untilAborted } from '../../api/testing/fake-core.ts'
import type { Core } from '../../core/core.ts'
import type { CorePorts } from '../../core/create-core.ts'
import { createDamagedFiles } from '../../core/data-dir/damaged-files.ts'
import type { JsonFile } from '../../core/data-dir/open-json-file.ts'
import { type DesktopParts, startDesktop } from '../start-desktop.ts'
import { createElectronStandIn, type StandInOptions } from './electron-stand-in.ts'

/** The desktop shell over a stand-in for Electron and a core that can do what the test gives it. */
export async function startForTest(
  appDir: string,
  parts: CoreParts = {},
  options: StandInOptions = {},
  stores?: Map<string, JsonFile>,
  given: Partial<DesktopParts> = {},
) {
  const standIn = createElectronStandIn(appDir, options)
  let ports: CorePorts | undefined
  await startDesktop({
    ...partsForTest(standIn, stores),
    createCore: async (asked) => {
      ports = asked
      return fakeCore({ transfers: noTransfers, settings: noSettings, ...parts })
    },
    ...given,
  })
  const [window] = standIn.windows
  if (!window) throw new Error('no window was opened')
  return { standIn, window, ports }
}

export function partsForTest(
  { electron }: ReturnType<typeof createElectronStandIn>,
  stores = new Map<string, JsonFile>(),
): DesktopParts {
  return {
    electron,
    platform: 'linux',
    args: { paths: [] },
    createCore: async () => fakeCore({ transfers: noTransfers, settings: noSettings }),
    openStore: (name) => {
      const file = stores.get(name) ?? { store: {} }
      stores.set(name, file)
      return file
    },
    damaged: createDamagedFiles({ now: Date.now, log: () => {} }),
    report: (bug) => {
      throw new Error('a bug was reported', { cause: bug })
    },
    log: () => {},
  }
}

/** What a listener began is done one turn later: no event tells. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

const noTransfers: Partial<Core['transfers']> = {
  async *watch(signal) {
    yield { type: 'all', transfers: [] }
    yield* untilAborted(signal)
  },
}

const noSettings: Partial<Core['settings']> = {
  get: () => ({ language: null }) as ReturnType<Core['settings']['get']>,
}
