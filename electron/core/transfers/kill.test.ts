import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { afterAll, beforeAll, expect, test } from 'vitest'

import type { Transfer } from '../../../shared/model/transfer.ts'
import { seededRandom } from '../testing/seeded-random.ts'
import { bundleForNode, type NodeBundle } from './testing/bundle-for-node.ts'
import { startTwoClouds, type TwoClouds } from './test-host.ts'
import type { HostToKill, Order, Told } from './testing/host-to-kill.ts'

/** How many times the process is killed; a soak sets more. */
const kills = Number(process.env['ARCLIGHT_SOAK'] ?? 100)
const seed = Number(process.env['ARCLIGHT_SEED'] ?? 5)
const never = new AbortController().signal
const MiB = 1024 * 1024
const hostEntry = fileURLToPath(new URL('./testing/host-to-kill.ts', import.meta.url))
let cloud: TwoClouds
let bundle: NodeBundle

beforeAll(async () => {
  ;[cloud, bundle] = await Promise.all([startTwoClouds(), bundleForNode(hostEntry)])
})

afterAll(async () => {
  await cloud.close()
  await bundle.remove()
})

test(`killed ${kills} times at random moments (seed ${seed}), nothing is lost and nothing falsely done`, {
  timeout: 60_000 + kills * 8000,
}, async () => {
  const random = seededRandom(seed)
  const source = await cloud.file('source.raw', 3 * MiB)
  const stored = await cloud.ended(await cloud.uploadNew(source.handle))
  const before = await countImages()
  const acknowledged = new Map<string, Transfer['direction']>()
  const seen = new Set<string>()

  for (let round = 0; round < kills; round++) {
    const host = startHost()
    for (const transfer of await host.opened) {
      if (transfer.state !== 'verified' || seen.has(transfer.id)) continue
      await expectTrue(transfer, source.bytes)
      seen.add(transfer.id)
    }
    const orders: Order[] = [
      { kind: 'upload', path: source.path },
      { kind: 'download', imageId: stored.imageId! },
      { kind: 'copy', imageId: stored.imageId! },
    ]
    // Not more at once than what a few lives can finish.
    const isBusy = acknowledged.size > round / 2
    const ordered = isBusy ? null : host.order(orders[Math.floor(random() * 3)]!, acknowledged)
    // Two in three are killed when they are known to be on their way, the others perhaps before.
    if (random() < 2 / 3) await ordered
    await after(random() * 250)
    await host.kill()
  }
  const last = startHost()
  const ended = await last.allEnded
  await last.kill()

  const known = new Set(ended.map(({ id }) => id))
  expect([...acknowledged.keys()].filter((id) => !known.has(id))).toEqual([])
  expect(ended.length).toBeGreaterThan(kills / 4)
  expect(ended.map(({ state, problem }) => ({ state, problem }))).toEqual(
    ended.map(() => ({ state: 'verified', problem: null })),
  )
  for (const transfer of ended) await expectTrue(transfer, source.bytes)
  const count = (wanted: string) => ended.filter(({ direction }) => direction === wanted).length
  expect(await countImages()).toEqual([before[0]! + count('upload'), before[1]! + count('copy')])
  expect(await readdir(cloud.downloadsDir).catch(() => [])).toHaveLength(count('download'))
})

/** What is said to be verified is there, byte for byte. */
async function expectTrue(transfer: Transfer, bytes: Buffer): Promise<void> {
  if (transfer.state !== 'verified') return
  const arrived =
    transfer.direction === 'download'
      ? await readFile(transfer.savedPath!)
      : await cloud.stored(transfer.imageId!, transfer.cloudId)
  expect({ transfer, sizeBytes: arrived.length, isEqual: arrived.equals(bytes) }).toEqual({
    transfer,
    sizeBytes: bytes.length,
    isEqual: true,
  })
}

/** In the first cloud, and in the one that copies go to. */
async function countImages(): Promise<number[]> {
  const query = { marker: null, limit: 1000 }
  const pages = ['test', 'there'].map((cloudId) => cloud.images.list({ cloudId, ...query }, never))
  return (await Promise.all(pages)).map(({ images }) => images.length)
}

function startHost() {
  const where: HostToKill = {
    cloud: cloud.sandbox,
    there: cloud.sandboxThere,
    dir: join(cloud.dir, 'killed'),
    downloadsDir: cloud.downloadsDir,
  }
  const child = spawn(process.execPath, [bundle.path, JSON.stringify(where)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const told = (kind: Told['kind']) =>
    new Promise<Transfer[]>((resolve) => {
      child.on('message', (message: Told) => {
        if (message.kind === kind && message.kind !== 'ordered') resolve(message.transfers)
      })
    })
  return {
    opened: told('opened'),
    allEnded: told('all-ended'),
    order(order: Order, acknowledged: Map<string, Transfer['direction']>): Promise<void> {
      return new Promise((resolve) => {
        child.on('message', (message: Told) => {
          if (message.kind !== 'ordered') return
          acknowledged.set(message.transfer.id, message.transfer.direction)
          resolve()
        })
        child.send(order)
      })
    },
    kill: () => kill(child),
  }
}

async function kill(child: ChildProcess): Promise<void> {
  const closed = once(child, 'close')
  child.kill('SIGKILL')
  await closed
}

/** The moments themselves are what is random here: nothing is waited for. */
function after(waitMs: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, waitMs))
}
