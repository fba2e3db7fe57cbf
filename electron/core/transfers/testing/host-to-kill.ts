import type { Transfer } from '../../../../shared/model/transfer.ts'
import { createDamagedFiles } from '../../data-dir/damaged-files.ts'
import { createFileRegistry } from '../../files/create-file-registry.ts'
import { createHttpEngine } from '../../http/create-http-engine.ts'
import { createImages } from '../../images/create-images.ts'
import { type KnownCloud, passwordAccess, severalClouds } from '../../images/password-access.ts'
import { openTransfers } from '../open-transfers.ts'
import { systemClock } from '../transfer-clock.ts'

export interface HostToKill {
  readonly cloud: KnownCloud
  /** Where copies go. */
  readonly there: KnownCloud
  readonly dir: string
  readonly downloadsDir: string
}

export type Order =
  | { kind: 'upload'; path: string }
  | { kind: 'download'; imageId: string }
  | { kind: 'copy'; imageId: string }

export type Told =
  | { kind: 'opened'; transfers: Transfer[] }
  | { kind: 'ordered'; transfer: Transfer }
  | { kind: 'all-ended'; transfers: Transfer[] }

const never = new AbortController().signal

/** Nothing but transfers, in a process of its own that is there to be killed. */
await run(JSON.parse(process.argv[2] ?? '') as HostToKill)

async function run({ cloud, there, dir, downloadsDir }: HostToKill): Promise<void> {
  const access = severalClouds({ test: passwordAccess(cloud), there: passwordAccess(there) })
  const { send } = createHttpEngine()
  const files = createFileRegistry()
  const images = createImages({ access, send, files })
  const transfers = await openTransfers({
    access,
    images,
    send,
    files,
    downloadsDir,
    dir,
    damaged: createDamagedFiles({ now: Date.now, log: () => {} }),
    clock: systemClock,
    random: Math.random,
    retriesAlone: true,
    identityUrl: async () => cloud.identityUrl,
    log: (line) => process.stderr.write(`${line}\n`),
  })
  const opened = await transfers.watch(never).next()
  if (opened.value?.type === 'all') tell({ kind: 'opened', transfers: opened.value.transfers })

  process.on('message', (order: Order) => {
    void begin(order).then((transfer) => tell({ kind: 'ordered', transfer }))
  })
  const known = new Map<string, Transfer>()
  for await (const event of transfers.watch(never)) {
    const changed = event.type === 'all' ? event.transfers : event.type === 'changed' ? [event.transfer] : []
    for (const transfer of changed) known.set(transfer.id, transfer)
    const all = [...known.values()]
    if (all.every(({ endedAtMs }) => endedAtMs !== null)) tell({ kind: 'all-ended', transfers: all })
  }

  async function begin(order: Order): Promise<Transfer> {
    if (order.kind === 'download') {
      return await transfers.download({ cloudId: 'test', imageId: order.imageId, file: null }, never)
    }
    if (order.kind === 'copy') {
      const { imageId } = order
      return await transfers.copy({ cloudId: 'test', imageId, toCloudId: 'there' }, never)
    }
    const { handle } = await files.addPath(order.path, never)
    const image = { name: 'killed', diskFormat: 'raw', containerFormat: 'bare' }
    return await transfers.upload({ cloudId: 'test', file: handle, into: { kind: 'new', image } }, never)
  }
}

function tell(told: Told): void {
  process.send?.(told)
}
