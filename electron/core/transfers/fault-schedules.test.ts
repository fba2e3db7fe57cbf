import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'

import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'

import type { Transfer } from '../../../shared/model/transfer.ts'
import type { Fault } from '../sandbox/faults/fault.ts'
import type { FaultProxy } from '../sandbox/faults/start-fault-proxy.ts'
import type { TransferManager } from './create-transfers.ts'
import { openTransfers } from './open-transfers.ts'
import { sha512Of, startTwoClouds, type TwoClouds } from './test-host.ts'
import { canBeSurvived, type FaultSchedule, faultSchedule, type Trouble } from './testing/fault-schedule.ts'
import { systemClock, type TransferClock } from './transfer-clock.ts'

/** How many schedules in each run; a soak sets more. */
const schedules = Number(process.env['ARCLIGHT_SOAK'] ?? 80)
const seed = Number(process.env['ARCLIGHT_SEED'] ?? 7)
const never = new AbortController().signal
const [up, down] = [
  { method: 'PUT', path: /\/file$/ },
  { method: 'GET', path: /\/file$/ },
]
let host: TwoClouds
let held: Map<number, Held>
let count = 0

interface Held {
  readonly handle: string
  readonly imageId: string
  readonly bytes: Buffer
}

beforeAll(async () => {
  host = await startTwoClouds({ patienceMs: 1000 })
  held = new Map()
})

afterAll(async () => {
  await host.close()
})

test(`over ${schedules} random fault schedules (seed ${seed}), nothing is verified that is not equal`, {
  timeout: 60_000 + schedules * 5000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(faultSchedule, async (schedule) => {
      const source = await sourceOf(schedule.sizeBytes)
      const run = startRun(schedule, source)
      const ended = await run.ended()
      await run.close()

      expect({ ended, wrong: await whatIsWrong(ended, schedule, source, run.downloadsDir) }).toEqual({
        ended,
        wrong: [],
      })
    }),
    { numRuns: schedules, seed, endOnFailure: true },
  )
})

/** A file and an image of the same bytes, made before anything goes wrong. */
async function sourceOf(sizeBytes: number): Promise<Held> {
  const known = held.get(sizeBytes)
  if (known) return known
  const { handle, bytes } = await host.file(`${sizeBytes}.raw`, sizeBytes)
  const { imageId } = await host.ended(await host.uploadNew(handle))
  const made = { handle, bytes, imageId: imageId! }
  held.set(sizeBytes, made)
  return made
}

/** One transfer under one schedule, over as many lives of the app as the schedule asks for. */
function startRun(schedule: FaultSchedule, { handle, imageId, bytes }: Held) {
  const { direction } = schedule
  const dir = join(host.dir, `schedule-${++count}`)
  const downloadsDir = join(dir, 'downloads')
  const stalled = new Set<() => void>()
  const ports = { ...host.ports, dir, downloadsDir, retriesAlone: true, clock: hurriedClock(endStalls) }
  let life = begin(openTransfers(ports))
  const filled = direction === 'copy' ? host.proxyThere : host.proxy
  orderFaults()

  return {
    downloadsDir,
    async ended(): Promise<Transfer> {
      const { id } = await order(await life.manager)
      for (;;) {
        const { manager, watching } = life
        for await (const event of (await manager).watch(watching.signal)) {
          const told =
            event.type === 'all' ? event.transfers : event.type === 'changed' ? [event.transfer] : []
          const over = told.find((transfer) => transfer.id === id && transfer.endedAtMs !== null)
          if (over) return over
        }
      }
    },
    async close() {
      host.proxy.reset()
      host.proxyThere.reset()
      endStalls()
      const manager = await life.manager
      await manager.close()
    },
  }

  function order(manager: TransferManager): Promise<Transfer> {
    const to = { cloudId: 'test', imageId }
    if (direction === 'download') return manager.download({ ...to, file: null }, never)
    if (direction === 'copy') return manager.copy({ ...to, toCloudId: 'there' }, never)
    const image = { name: 'scheduled', diskFormat: 'raw', containerFormat: 'bare' }
    return manager.upload({ cloudId: 'test', file: handle, into: { kind: 'new', image } }, never)
  }

  function orderFaults() {
    const { data, around } = schedule
    if (direction === 'download') return host.proxy.order(down, ...data.map(toFaultOf(host.proxy, 'down')))
    const isGiving = (_: Trouble, index: number) => direction === 'upload' || index % 2 === 1
    const isBringing = (trouble: Trouble, index: number) => !isGiving(trouble, index)
    host.proxy.order(down, ...data.filter(isBringing).map(toFaultOf(host.proxy, 'down')))
    filled.order(up, ...data.filter(isGiving).map(toFaultOf(filled, 'up')))
    const faults = around.map(toFaultOf(filled, 'up'))
    filled.order({ method: 'POST', path: /\/v2\/images$/ }, ...faults)
    filled.order({ method: 'GET', path: /\/v2\/images\/[^/]+$/ }, ...faults)
  }

  function restart() {
    const { manager, watching } = life
    watching.abort()
    endStalls()
    life = begin(manager.then((old) => old.close()).then(() => openTransfers(ports)))
  }

  /** What stood still is let go when the app has given it up, or it would hold the image for ever. */
  function endStalls() {
    for (const end of stalled) end()
    stalled.clear()
  }

  function toFaultOf(proxy: FaultProxy, way: 'up' | 'down') {
    return (trouble: Trouble) => toFault(trouble, proxy, way)
  }

  function toFault(trouble: Trouble, proxy: FaultProxy, way: 'up' | 'down'): Fault {
    const at = 'at' in trouble ? Math.floor(trouble.at * bytes.length) : 0
    switch (trouble.kind) {
      case 'cut':
        return { kind: 'cut', way: trouble.way, afterBytes: at }
      case 'stall':
        return { kind: 'hold', way: trouble.way, afterBytes: at, until: stall }
      case 'flip':
        return { kind: 'flip', way: trouble.way, atByte: Math.max(0, Math.min(at, bytes.length - 1)) }
      case 'answer':
        return { ...trouble, afterBytes: at }
      case 'restart':
        return { kind: 'hold', way, afterBytes: at, until: async () => restart() }
      case 'outage':
        return { kind: 'hold', way, afterBytes: at, until: async () => void outage(proxy) }
      case 'claim-length':
        return { kind: 'claim-length', bytes: Math.floor(trouble.share * bytes.length) }
      case 'lose-answer':
      case 'refuse-range':
        return trouble
    }
  }

  function stall(): Promise<void> {
    return new Promise((resolve) => stalled.add(resolve))
  }
}

async function outage(proxy: FaultProxy): Promise<void> {
  await proxy.goDown()
  await proxy.comeUp()
}

function begin(manager: Promise<TransferManager>) {
  return { manager, watching: new AbortController() }
}

/** Waits between attempts are short; whoever waits has given the last attempt up. */
function hurriedClock(givenUp: () => void): TransferClock {
  return {
    ...systemClock,
    after(waitMs, action) {
      givenUp()
      return systemClock.after(waitMs / 100, action)
    },
  }
}

/** Verified with equal bytes at both ends, or failed for a reason and without a file that looks whole: else, why not. */
async function whatIsWrong(
  ended: Transfer,
  schedule: FaultSchedule,
  { bytes }: Held,
  downloadsDir: string,
): Promise<string[]> {
  const { state, direction, problem, verifiedBy, savedPath, imageId, cloudId, hashes } = ended
  const saved = (await readdir(downloadsDir).catch(() => [])).filter((name) => !name.includes('.part'))
  if (state !== 'verified') {
    return wrongOf({
      'neither verified nor failed': state !== 'failed',
      'failed without a reason': problem === null,
      'proven and failed': verifiedBy !== null,
      'failed with a file that looks whole': saved.length > 0,
      'failed without need': canBeSurvived(schedule),
    })
  }
  const isSaved = direction === 'download'
  const arrived = isSaved ? await readFile(savedPath!) : await host.stored(imageId!, cloudId)
  const names = isSaved ? [basename(savedPath!)] : []
  return wrongOf({
    'other bytes arrived': !arrived.equals(bytes),
    'another hash is told': hashes['sha512'] !== sha512Of(bytes),
    'other files': saved.join() !== names.join(),
  })
}

function wrongOf(claims: Readonly<Record<string, boolean>>): string[] {
  return Object.keys(claims).filter((claim) => claims[claim])
}
