import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Core } from '../core/core.ts'
import { createCore } from '../core/create-core.ts'
import { createDamagedFiles } from '../core/data-dir/damaged-files.ts'
import { createSettingsStore } from '../core/settings/create-settings-store.ts'
import { createMemoryKeyStore } from '../core/vault/key-store.ts'

export interface CoreOptions {
  readonly appDir: string
  readonly version: string
  readonly downloadsDir: string
  log(line: string): void
}

/**
 * A core for one command, with a data folder that goes away with it: many commands may run at once, and none of them
 * touches what the app keeps. What a later command must find (half a download) lies beside the file itself.
 */
export async function openCore({ appDir, version, downloadsDir, log }: CoreOptions): Promise<Core> {
  const dataDir = await mkdtemp(join(tmpdir(), 'arclight-cli-'))
  const damaged = createDamagedFiles({ now: Date.now, log })
  const core = await createCore({
    dataDir,
    downloadsDir,
    assetsDir: join(appDir, 'assets'),
    version,
    shell: 'cli',
    keyStore: createMemoryKeyStore(),
    settings: createSettingsStore({ store: {} }),
    damaged,
    log,
  })
  return {
    ...core,
    async close() {
      await core.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
