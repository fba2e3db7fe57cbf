import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'

import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'

import type { Transfer } from '../../../shared/model/transfer.ts'
import type { Fault } from '../sandbox/faults/fault.ts'
import type { TransferManager } from './create-transfers.ts'
import { openTransfers } from './open-transfers.ts'
import { type FaultyHost, sha512Of, startFaultyHost } from './test-host.ts'
import { canBeSurvived, type FaultSchedule, faultSchedule, type Trouble } from './testing/fault-schedule.ts'
import { systemClock, type TransferClock } from './transfer-clock.ts'

/** How many schedules in each run; a soak sets more. */
const schedules = Number(process.env['ARCLIGHT_SOAK'] ?? 40)
const seed = Number(process.env['ARCLIGHT_SEED'] ?? 7)
const never = new AbortController().signal
const moving = { upload: 'PUT', download: 'GET' } as const
let host: FaultyHost
let held: Map<number, Held>
let count = 0

interface Held {
  readonly handle: string
  readonly imageId: string
  readonly bytes: Buffer
}

beforeAll(async () => {
  host = await startFaultyHost({ patienceMs: 1000 })
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
  const data = { method: moving[direction], path: /\/file$/ }
  host.proxy.order(data, ...schedule.data.map(toFault))
  if (direction === 'upload') orderAround()

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
      endStalls()
      const manager = await life.manager
      await manager.close()
    },
  }

  function order(manager: TransferManager): Promise<Transfer> {
    const to = { cloudId: 'test', imageId }
    if (direction === 'download') return manager.download({ ...to, file: null }, never)
    const image = { name: 'scheduled', diskFormat: 'raw', containerFormat: 'bare' }
    return manager.upload({ cloudId: 'test', file: handle, into: { kind: 'new', image } }, never)
  }

  function orderAround() {
    const faults = schedule.around.map(toFault)
    host.proxy.order({ method: 'POST', path: /\/v2\/images$/ }, ...faults)
    host.proxy.order({ method: 'GET', path: /\/v2\/images\/[^/]+$/ }, ...faults)
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

  function toFault(trouble: Trouble): Fault {
    const way = direction === 'upload' ? 'up' : 'down'
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
        return { kind: 'hold', way, afterBytes: at, until: async () => void outage() }
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

async function outage(): Promise<void> {
  await host.proxy.goDown()
  await host.proxy.comeUp()
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
  const { state, direction, problem, verifiedBy, savedPath, imageId, hashes } = ended
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
  const arrived = direction === 'upload' ? await host.stored(imageId!) : await readFile(savedPath!)
  const names = direction === 'upload' ? [] : [basename(savedPath!)]
  return wrongOf({
    'other bytes arrived': !arrived.equals(bytes),
    'another hash is told': hashes['sha512'] !== sha512Of(bytes),
    'other files': saved.join() !== names.join(),
  })
}

function wrongOf(claims: Readonly<Record<string, boolean>>): string[] {
  return Object.keys(claims).filter((claim) => claims[claim])
}
