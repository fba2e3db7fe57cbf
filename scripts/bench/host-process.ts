import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createDamagedFiles } from '../../electron/core/data-dir/damaged-files.ts'
import { createFileRegistry } from '../../electron/core/files/create-file-registry.ts'
import type { FileRegistry } from '../../electron/core/files/file-registry.ts'
import type { Transfers } from '../../electron/core/core.ts'
import { createHttpEngine } from '../../electron/core/http/create-http-engine.ts'
import { createImages } from '../../electron/core/images/create-images.ts'
import { type KnownCloud, passwordAccess } from '../../electron/core/images/password-access.ts'
import { openTransfers } from '../../electron/core/transfers/open-transfers.ts'
import { systemClock } from '../../electron/core/transfers/transfer-clock.ts'
import type { Transfer } from '../../shared/model/transfer.ts'

/** `isUnverifiable`: the cloud names no hash, so an end without a comparison is a good end. */
export type OneOrder = { isUnverifiable?: boolean } & (
  | { kind: 'upload'; path: string }
  | { kind: 'download'; imageId: string; path: string }
)
export type HostOrder = OneOrder | { kind: 'together'; orders: readonly OneOrder[] }

export interface HostReport {
  readonly tookMs: number
  /** Of the first. */
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
export async function runHost(cloud: KnownCloud): Promise<void> {
  const access = passwordAccess(cloud)
  const { send, close } = createHttpEngine()
  const files = createFileRegistry()
  const images = createImages({ access, send, files })
  const dir = await mkdtemp(join(tmpdir(), 'arclight-bench-'))
  const transfers = await openTransfers({
    access,
    images,
    send,
    files,
    downloadsDir: '.',
    dir,
    damaged: createDamagedFiles({ now: Date.now, log: () => {} }),
    clock: systemClock,
    random: Math.random,
    retriesAlone: false,
    identityUrl: async () => cloud.identityUrl,
    log: (line) => process.stderr.write(`${line}\n`),
  })
  await transfers.limit({ ...transfers.limits(), atOncePerCloud: 8 })
  const end = async () => {
    await transfers.close()
    await close()
    await rm(dir, { recursive: true })
  }

  process.on('message', (order: HostOrder) => {
    void move({ files, transfers }, order).then((report) => process.send?.(report))
  })
  process.once('disconnect', () => void end())
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
    const orders = order.kind === 'together' ? order.orders : [order]
    const all = await Promise.all(orders.map(async (one) => await ended(host, one, await begin(host, one))))
    const endedAtMs = Math.max(...all.map((each) => each.endedAtMs))
    return { tookMs: endedAtMs - orderedAtMs, imageId: all[0]!.imageId, rssGrowthBytes: peak - before }
  } finally {
    clearInterval(watching)
  }
}

async function begin({ files, transfers }: Host, order: OneOrder): Promise<Transfer> {
  if (order.kind === 'download') {
    const { handle } = files.addTarget(order.path)
    return await transfers.download({ cloudId: 'bench', imageId: order.imageId, file: handle }, never)
  }
  const { handle } = await files.addPath(order.path, never)
  const image = { name: 'arclight benchmark', diskFormat: 'raw', containerFormat: 'bare' }
  return await transfers.upload({ cloudId: 'bench', file: handle, into: { kind: 'new', image } }, never)
}

async function ended({ transfers }: Host, { isUnverifiable }: OneOrder, { id }: Transfer) {
  const isGood = (state: string) => state === 'verified' || (isUnverifiable && state === 'unverified')
  for await (const event of transfers.watch(never)) {
    const told = event.type === 'all' ? event.transfers : event.type === 'changed' ? [event.transfer] : []
    const transfer = told.find((candidate) => candidate.id === id)
    if (!transfer || transfer.endedAtMs === null) continue
    if (!isGood(transfer.state) || transfer.imageId === null) throw new Error(JSON.stringify(transfer))
    return { imageId: transfer.imageId, endedAtMs: transfer.endedAtMs }
  }
  throw new Error('the transfer was lost')
}
