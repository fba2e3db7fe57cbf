import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { CloudSettings } from '../../../shared/model/cloud.ts'
import type { AuthScope, CloudAuth } from '../../../shared/model/cloud-auth.ts'
import { plainCloudSettings } from '../../../shared/model/plain-cloud-settings.ts'
import type { Clouds } from '../core.ts'
import { createDamagedFiles } from '../data-dir/damaged-files.ts'
import { createHttpEngine } from '../http/create-http-engine.ts'
import type { CloudAccess } from '../identity/cloud-access.ts'
import { type FakeKeystone, startFakeKeystone } from '../identity/fake-keystone.ts'
import { createMemoryKeyStore, type KeyStore } from '../vault/key-store.ts'
import type { SandboxAccess } from './cloud-context.ts'
import { createClouds } from './create-clouds.ts'

/** Clouds in a directory of their own, with a fake Keystone to sign in to and a clock that can be moved. */
export interface CloudsUnderTest {
  readonly dir: string
  readonly keystone: FakeKeystone
  readonly keyStore: KeyStore
  readonly clouds: Clouds
  readonly access: CloudAccess
  /** Added to the real clock. */
  readonly clock: { aheadMs: number }
  /** What the key store holds for a cloud at the address of the fake Keystone. */
  keptSecret(cloudId: string): Promise<string | null>
  settings(changes?: Partial<CloudSettings>): CloudSettings
  /** Opens the same directory anew, as after a restart. */
  reopen(keyStore?: KeyStore): Promise<void>
  close(): Promise<void>
}

export const password = 'correct horse'

/** A sign-in with the password of the only user there is. */
export function scoped(scope: AuthScope): CloudAuth {
  return { method: 'password', user: { id: 'u1' }, scope }
}

export async function openCloudsUnderTest(
  startSandbox: (signal: AbortSignal) => Promise<SandboxAccess> = noSandbox,
): Promise<CloudsUnderTest> {
  const dir = await mkdtemp(join(tmpdir(), 'arclight-clouds-'))
  const engine = createHttpEngine()
  const keystone = await startFakeKeystone()
  const clock = { aheadMs: 0 }
  const open = (keyStore: KeyStore) =>
    createClouds({
      dir,
      keyStore,
      damaged: createDamagedFiles({ now: Date.now, log: () => {} }),
      send: engine.send,
      startSandbox,
      machine: { env: {}, cwd: join(dir, 'cwd'), home: join(dir, 'home'), platform: 'linux' },
      now: () => Date.now() + clock.aheadMs,
    })
  let keyStore = createMemoryKeyStore()
  let opened = await open(keyStore)
  return {
    dir,
    keystone,
    clock,
    get keyStore() {
      return keyStore
    },
    get clouds() {
      return opened.clouds
    },
    get access() {
      return opened.access
    },
    keptSecret: (cloudId) => keyStore.get(`cloud/${cloudId}@${new URL(keystone.url).origin}`),
    settings: (changes) => ({
      name: 'north',
      authUrl: keystone.url,
      auth: scoped({ kind: 'project', project: { id: 'p1' } }),
      ...plainCloudSettings,
      ...changes,
    }),
    async reopen(next = keyStore) {
      await opened.close()
      keyStore = next
      opened = await open(keyStore)
    },
    async close() {
      await opened.close()
      await engine.close()
      await keystone.close()
      await rm(dir, { recursive: true })
    },
  }
}

async function noSandbox(): Promise<SandboxAccess> {
  throw new Error('this test has no sandbox')
}
