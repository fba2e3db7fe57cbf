import { createFileRegistry } from '../../electron/core/files/create-file-registry.ts'
import type { FileRegistry } from '../../electron/core/files/file-registry.ts'
import type { Transfers } from '../../electron/core/core.ts'
import { createHttpEngine } from '../../electron/core/http/create-http-engine.ts'
import { createImages } from '../../electron/core/images/create-images.ts'
import { type KnownCloud, passwordAccess } from '../../electron/core/images/password-access.ts'
import { createTransfers } from '../../electron/core/transfers/create-transfers.ts'
import type { Transfer } from '../../shared/model/transfer.ts'

export type HostOrder = { kind: 'upload'; path: string } | { kind: 'download'; imageId: string; path: string }

export interface HostReport {
  readonly tookMs: number
  readonly imageId: string
  /** How far resident memory went above what it was when the order came. */
  readonly rssGrowthBytes: number
}

interface Host {
  readonly files: FileRegistry
  readonly transfers: Transfers
}

const never = new AbortController().signal

/**
 * Runs the host side of transfers and nothing else, so that its memory can be told from the benchmark's. Does one
 * transfer for each message, and ends when nobody listens any more.
 */
export function runHost(cloud: KnownCloud): void {
  const access = passwordAccess(cloud)
  const { send, close } = createHttpEngine()
  const files = createFileRegistry()
  const images = createImages({ access, send })
  const transfers = createTransfers({ access, images, send, files, downloadsDir: '.', now: Date.now })

  process.on('message', (order: HostOrder) => {
    void move({ files, transfers }, order).then((report) => process.send?.(report))
  })
  process.once('disconnect', () => void transfers.close().then(close))
  process.send?.('ready')
}

async function move(host: Host, order: HostOrder): Promise<HostReport> {
  const before = process.memoryUsage.rss()
  let peak = before
  const watching = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, 20)
  try {
    const orderedAtMs = Date.now()
    const { imageId, endedAtMs } = await ended(host, await begin(host, order))
    return { tookMs: endedAtMs - orderedAtMs, imageId, rssGrowthBytes: peak - before }
  } finally {
    clearInterval(watching)
  }
}

async function begin({ files, transfers }: Host, order: HostOrder): Promise<Transfer> {
  if (order.kind === 'download') {
    const { handle } = files.addTarget(order.path)
    return await transfers.download({ cloudId: 'bench', imageId: order.imageId, file: handle }, never)
  }
  const { handle } = await files.addPath(order.path, never)
  const image = { name: 'arclight benchmark', diskFormat: 'raw', containerFormat: 'bare' }
  return await transfers.upload({ cloudId: 'bench', file: handle, into: { kind: 'new', image } }, never)
}

async function ended({ transfers }: Host, { id }: Transfer): Promise<{ imageId: string; endedAtMs: number }> {
  for await (const event of transfers.watch(never)) {
    const told = event.type === 'all' ? event.transfers : event.type === 'changed' ? [event.transfer] : []
    const transfer = told.find((candidate) => candidate.id === id)
    if (!transfer || transfer.endedAtMs === null) continue
    if (transfer.state !== 'verified' || transfer.imageId === null) throw new Error(JSON.stringify(transfer))
    return { imageId: transfer.imageId, endedAtMs: transfer.endedAtMs }
  }
  throw new Error('the transfer was lost')
}
