import { homedir } from 'node:os'
import { join } from 'node:path'

import type { AppInfo } from '../../shared/model/app-info.ts'
import { createBackups } from './backup/create-backups.ts'
import { finishRestore } from './backup/restore-backup.ts'
import type { Machine } from './clouds/clouds-file/find-clouds.ts'
import { createClouds } from './clouds/create-clouds.ts'
import { createCollections } from './collections/create-collections.ts'
import type { Clouds, Core, SettingsStore } from './core.ts'
import type { DamagedFiles } from './data-dir/damaged-files.ts'
import { lockDataDir } from './data-dir/lock-data-dir.ts'
import { sweepHalfWritten } from './data-dir/write-durably.ts'
import { createFileRegistry } from './files/create-file-registry.ts'
import { createBodyStore } from './history/create-body-store.ts'
import { createHistory } from './history/create-history.ts'
import { createHttpEngine, type HttpEngine } from './http/create-http-engine.ts'
import { sendAsAsked } from './http/send-as-asked.ts'
import { createImages } from './images/create-images.ts'
import { createInterchange } from './interchange/create-interchange.ts'
import { type Sandbox, startSandbox } from './sandbox/start-sandbox.ts'
import type { TransferManager } from './transfers/create-transfers.ts'
import { openTransfers } from './transfers/open-transfers.ts'
import { systemClock } from './transfers/transfer-clock.ts'
import { openVault } from './vault/create-vault.ts'
import type { KeyStore } from './vault/key-store.ts'
import { createCookies } from './workbench/create-cookies.ts'
import { createRequests } from './workbench/create-requests.ts'
import { createWorkspaceStore } from './workbench/workspace-store.ts'

/** What a shell gives: places on disk, and the two stores that its platform has. */
export interface CorePorts {
  readonly dataDir: string
  readonly downloadsDir: string
  /** The folder `assets/` of the app. */
  readonly assetsDir: string
  readonly version: string
  readonly shell: AppInfo['shell']
  readonly keyStore: KeyStore
  readonly settings: SettingsStore
  /** The shell's own files may have been damaged as well. */
  readonly damaged: DamagedFiles
  /** Makes the exchanges in place of the usual one. */
  readonly engine?: Pick<HttpEngine, 'send' | 'close'>
  /** Told of what went wrong and could be gone round: one line, no secret. */
  log(line: string): void
}

/** Joins the parts: every exchange of either half goes through one engine and lands in one history. */
export async function createCore(ports: CorePorts): Promise<Core> {
  const { dataDir, downloadsDir, assetsDir, damaged } = ports
  const now = Date.now
  const lock = await lockDataDir(dataDir, ports.log)
  const before = await finishRestore(dataDir, now)
  if (before) ports.log(`a backup was restored; what was there before is in ${before}`)
  for (const dir of ['', 'history', 'transfers', 'transfers/receipts'])
    await sweepHalfWritten(join(dataDir, dir))
  const vault = await openVault({ platform: ports.keyStore, path: join(dataDir, 'vault.json'), damaged })
  const { keyStore } = vault
  const cookies = createCookies({ keyStore, log: ports.log })
  vault.onForget(cookies.forget)
  const engine = ports.engine ?? createHttpEngine()
  const limits = () => ports.settings.get().history
  const bodies = await createBodyStore({ dir: join(dataDir, 'bodies'), capBytes: limits().mostBodyBytes })
  const history = await createHistory({ dir: join(dataDir, 'history'), bodies, damaged, limits })
  const send = history.recorded(sendAsAsked(engine.send))
  const sandbox = createSandboxOnDemand(join(dataDir, 'sandbox'), ports.log)
  const files = createFileRegistry()
  const {
    clouds,
    access,
    close: closeClouds,
  } = await createClouds({
    dir: dataDir,
    keyStore,
    damaged,
    send,
    startSandbox: sandbox.start,
    now,
    machine: thisMachine(),
  })
  const images = createImages({ access, send, files })
  const closing = new AbortController()
  const transfers = await openTransfers({
    access,
    images,
    send,
    files,
    downloadsDir,
    log: ports.log,
    dir: join(dataDir, 'transfers'),
    damaged,
    clock: systemClock,
    random: Math.random,
    // Who waits for a command decides about its failures.
    retriesAlone: ports.shell !== 'cli',
    identityUrl: async (cloudId) => {
      const known = await clouds.list(closing.signal)
      return known.find(({ id }) => id === cloudId)?.settings.authUrl ?? null
    },
  })
  const watchingClouds = tellSignIns(clouds, transfers, closing.signal)
  const collections = await createCollections({
    dir: dataDir,
    assetsDir,
    files,
    keyStore,
    damaged,
    log: ports.log,
  })
  const requests = createRequests({
    send,
    access,
    files,
    bodies,
    history,
    secrets: keyStore,
    cookies,
    collections,
    workspace: createWorkspaceStore({ dir: dataDir, damaged }),
    scopeOf: collections.scopeOf,
    now,
  })

  return {
    info: {
      version: ports.version,
      shell: ports.shell,
      get keyStore() {
        return keyStore.kind
      },
      downloadsDir,
    },
    settings: ports.settings,
    files,
    clouds,
    images,
    transfers,
    collections,
    requests,
    cookies,
    interchange: createInterchange({
      files,
      requests,
      collections,
      history,
      bodies,
      version: ports.version,
      now,
    }),
    history,
    bodies,
    vault,
    damaged,
    backups: createBackups({ dataDir, downloadsDir, version: ports.version, keyStore, files, now }),
    close: async () => {
      await transfers.close()
      closing.abort()
      await watchingClouds
      await collections.close()
      await closeClouds()
      await cookies.close()
      await engine.close()
      await sandbox.close()
      await history.close()
      await bodies.close()
      await lock.release()
    },
  }
}

function thisMachine(): Machine {
  return { env: process.env, cwd: process.cwd(), home: homedir(), platform: process.platform }
}

/** Transfers that wait for a sign-in hear of it, whoever signs in. */
async function tellSignIns(clouds: Clouds, transfers: TransferManager, signal: AbortSignal): Promise<void> {
  let before = new Set<string>()
  for await (const known of clouds.watch(signal)) {
    const signedIn = known.filter(({ session }) => session.state === 'signed-in').map(({ id }) => id)
    for (const cloudId of signedIn) if (!before.has(cloudId)) transfers.signedIn(cloudId)
    before = new Set(signedIn)
  }
}

/** One sandbox for all who ask, started by the first. A start that failed is tried again by the next. */
function createSandboxOnDemand(dir: string, log: CorePorts['log']) {
  let running: Promise<Sandbox> | null = null
  return {
    start: async (signal: AbortSignal): Promise<Sandbox> => {
      running ??= startSandbox({ dir, log }, new AbortController().signal)
      try {
        const sandbox = await running
        signal.throwIfAborted()
        return sandbox
      } catch (error) {
        if (!signal.aborted) running = null
        throw error
      }
    },
    close: async () => {
      const sandbox = await running?.catch(() => null)
      await sandbox?.close()
    },
  }
}
