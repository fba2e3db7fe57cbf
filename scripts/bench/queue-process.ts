import { createFileRegistry } from '../../electron/core/files/create-file-registry.ts'
import { createDamagedFiles } from '../../electron/core/data-dir/damaged-files.ts'
import { createHttpEngine } from '../../electron/core/http/create-http-engine.ts'
import { createImages } from '../../electron/core/images/create-images.ts'
import { passwordAccess } from '../../electron/core/images/password-access.ts'
import { openTransfers } from '../../electron/core/transfers/open-transfers.ts'
import { systemClock } from '../../electron/core/transfers/transfer-clock.ts'
import { never } from './bench.ts'

export interface QueueReport {
  readonly count: number
  /** From the order to open until a watcher has everything. */
  readonly openMs: number
  /** Processor time per time, in percent, while nothing happens. */
  readonly idleCpuPercent: number
}

const idleMs = 5000
const user = { id: 'u', password: 'p', project: { id: 'p', name: 'p' } }
const nowhere = {
  identityUrl: 'http://127.0.0.1:1/v3',
  imageUrl: 'http://127.0.0.1:1',
  users: { admin: user, demo: user },
}

/** Opens what `dir` holds of transfers, watches them, and tells what that costs. */
export async function runQueue(dir: string): Promise<void> {
  const access = passwordAccess(nowhere)
  const { send, close } = createHttpEngine()
  const files = createFileRegistry()
  const startedAtMs = performance.now()
  const transfers = await openTransfers({
    access,
    images: createImages({ access, send, files }),
    send,
    files,
    downloadsDir: dir,
    dir,
    damaged: createDamagedFiles({ now: Date.now, log: console.error }),
    clock: systemClock,
    random: Math.random,
    retriesAlone: true,
    identityUrl: async () => null,
    log: console.error,
  })
  const watching = transfers.watch(never)
  const first = await watching.next()
  const openMs = performance.now() - startedAtMs
  const count = first.value?.type === 'all' ? first.value.transfers.length : 0
  process.send?.({ count, openMs, idleCpuPercent: await idleCpuPercent() } satisfies QueueReport)
  process.once('disconnect', () => void transfers.close().then(close))
}

async function idleCpuPercent(): Promise<number> {
  const [cpu, atMs] = [process.cpuUsage(), performance.now()]
  await new Promise((resolve) => setTimeout(resolve, idleMs))
  const { user: userMicros, system } = process.cpuUsage(cpu)
  return (userMicros + system) / 10 / (performance.now() - atMs)
}
